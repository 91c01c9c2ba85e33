using Npgsql;
using SegmentationUpdates.Clustering.Scoring;
using SegmentationUpdates.Storage.Models;

namespace SegmentationUpdates.Dashboard.Queries;

/// <summary>The active model. A version never changes, so it is parsed once. Thread-safe.</summary>
public sealed class ActiveModel
{
    private volatile ScoringModel? _last;

    /// <returns>Null before the first model.</returns>
    /// <exception cref="InvalidDataException">The stored model is damaged.</exception>
    public async Task<ScoringModel?> GetAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var last = _last;
        await using var command = new NpgsqlCommand(
            """
            SELECT model_version, CASE WHEN model_version <> $1 THEN parameters::TEXT END, switch_margin
            FROM clustering_models
            WHERE is_active
            """,
            connection)
        {
            Parameters = { new() { Value = last?.Version ?? -1 } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        if (!reader.IsDBNull(1))
        {
            last = new ScoringModel(reader.GetInt64(0), SegmentationModel.FromJson(reader.GetString(1)), reader.GetDouble(2));
            _last = last;
        }

        return last;
    }
}
