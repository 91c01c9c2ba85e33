using Npgsql;
using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Dashboard.Queries;

/// <summary>What the active model says of its segments.</summary>
public sealed class SegmentProfileQueries(NpgsqlDataSource source)
{
    /// <summary>As of the training; null when there is no model, or one of a version that did not say.</summary>
    /// <exception cref="InvalidDataException">What is stored cannot be read.</exception>
    public async Task<ProfileDocument?> ActiveAsync(CancellationToken cancellationToken = default)
    {
        await using var command = source.CreateCommand("SELECT segment_profiles::TEXT FROM clustering_models WHERE is_active");
        return await command.ExecuteScalarAsync(cancellationToken) is string json ? ProfileDocument.FromJson(json) : null;
    }
}
