using Npgsql;
using SegmentationUpdates.Clustering;

namespace SegmentationUpdates.Dashboard.Queries;

/// <summary>A model as it stands in the database.</summary>
/// <param name="Version">Its number.</param>
/// <param name="Model">What scores.</param>
/// <param name="SwitchMargin">How much nearer another segment must be before a customer moves, from 0 to below 1.</param>
internal sealed record StoredModel(long Version, SegmentationModel Model, double SwitchMargin)
{

    /// <returns>Null before the first model.</returns>
    /// <exception cref="InvalidDataException">The stored model is damaged.</exception>
    public static async Task<StoredModel?> ActiveAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "SELECT model_version, parameters::TEXT, switch_margin FROM clustering_models WHERE is_active", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new StoredModel(reader.GetInt64(0), SegmentationModel.FromJson(reader.GetString(1)), reader.GetDouble(2))
            : null;
    }
}
