using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using SegmentationUpdates.Clustering;
using SegmentationUpdates.Pipeline.Storage;

namespace SegmentationUpdates.Pipeline.Reclustering;

/// <summary>
/// Scores every customer again under the active model, chunk by chunk, from the features as they are, and writes only real changes. The
/// ingestion goes on meanwhile: whom it touches it scores itself, and the row version tells the pass to leave these alone. So when the
/// pass ends, every customer's segment is the active model's answer.
/// </summary>
internal sealed class ModelApplier(IServiceScopeFactory scopes, ActiveModels models, IOptions<ReclusteringOptions> options)
{
    /// <summary>Can be cut off and run again: what is done is done, and the mark in applied_at comes last.</summary>
    /// <param name="active">
    /// The record of the active model. When customers are in segments that are not its own (no match with the model before), their
    /// segments do not hold them: names may be the same and mean something else.
    /// </param>
    /// <param name="cancellationToken">Leaves chunks undone.</param>
    /// <returns>How many customers changed their segment; null when another model became active meanwhile.</returns>
    public async Task<int?> ApplyAsync(ClusteringModel active, CancellationToken cancellationToken)
    {
        await using var session = await SegmentationSession.OpenAsync(scopes, cancellationToken);
        var connection = session.Connection;
        var version = active.ModelVersion;
        if (models.Find(connection, version) is not { } model)
        {
            return null;
        }

        var isHeld = active.KeepsSegments || active.AppliedAt is not null;
        var changed = 0;
        for (var first = int.MinValue; await LastOfChunkAsync(connection, first, cancellationToken) is { } last;)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            if (await HoldActiveModelAsync(connection, cancellationToken) != version)
            {
                return null;
            }

            changed += await ApplyAsync(connection, model, isHeld, first, last, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            if (last == int.MaxValue)
            {
                break;
            }

            first = last + 1;
        }

        await using var mark = new NpgsqlCommand(
            "UPDATE clustering_models SET applied_at = clock_timestamp() WHERE model_version = $1 AND is_active", connection)
        {
            Parameters = { new() { Value = version } },
        };
        return await mark.ExecuteNonQueryAsync(cancellationToken) == 1 ? changed : null;
    }

    private static async Task<int> ApplyAsync(
        NpgsqlConnection connection, ScoringModel model, bool isHeld, int first, int last, CancellationToken cancellationToken)
    {
        await using var age = new NpgsqlCommand("SELECT age_recency($1, $2)", connection)
        {
            Parameters = { new() { Value = first }, new() { Value = last } },
        };
        await age.ExecuteNonQueryAsync(cancellationToken);

        var changed = new SegmentAssignments();
        await using (var command = new NpgsqlCommand(FeatureQuery.ByRange(model.Model.FeatureNames), connection)
        {
            Parameters = { new() { Value = model.Labels }, new() { Value = first }, new() { Value = last } },
        })
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var row = new double[model.Model.FeatureNames.Count];
            while (await reader.ReadAsync(cancellationToken))
            {
                FeatureQuery.ReadFeatures(reader, row);
                var current = FeatureQuery.ReadSegment(reader);
                var segment = model.Segment(row, isHeld ? current : SegmentationModel.NoSegment);
                if (segment != current)
                {
                    changed.Add(
                        reader.GetInt32(FeatureQuery.CustomerId),
                        model.Labels[segment],
                        reader.GetFieldValue<uint>(FeatureQuery.RowVersion));
                }
            }
        }

        return changed.Count == 0
            ? 0
            : await changed.WriteAsync(connection, SegmentChangeReason.Model, model.Version, cancellationToken);
    }

    private static async Task<long?> HoldActiveModelAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT hold_active_model()", connection);
        return await command.ExecuteScalarAsync(cancellationToken) as long?;
    }

    // The last id of the chunk that begins at this one; null behind the last customer.
    private async Task<int?> LastOfChunkAsync(NpgsqlConnection connection, int first, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT max(customer_id)
            FROM (SELECT customer_id FROM customer_segments WHERE customer_id >= $1 ORDER BY customer_id LIMIT $2) chunk
            """,
            connection)
        {
            Parameters = { new() { Value = first }, new() { Value = options.Value.ChunkSize } },
        };
        return await command.ExecuteScalarAsync(cancellationToken) as int?;
    }
}
