using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using SegmentationUpdates.Clustering.Scoring;
using SegmentationUpdates.Storage;
using SegmentationUpdates.Storage.Models;

namespace SegmentationUpdates.Trainer.Reclustering;

/// <summary>
/// Scores every customer again under the active model, and lets recency age, in one reading of the table; only real changes are written,
/// chunk by chunk on a second connection. The ingestion goes on meanwhile. What it changes after the reading began it has scored itself,
/// because the model was active by then; the row version tells the pass to leave these customers alone. So when the pass ends, every customer's
/// segment is the active model's answer.
/// </summary>
internal sealed class ModelApplier(IServiceScopeFactory scopes, ActiveModels models, IOptions<ReclusteringOptions> options)
{
    /// <summary>Can be cut off and run again: what is done is done, and the mark in applied_at comes last.</summary>
    /// <param name="active">
    /// The record of the active model. When customers are in segments that are not its own (no match with the model before), their
    /// segments do not hold them: names may be the same and mean something else.
    /// </param>
    /// <param name="cancellationToken">A cancelled pass leaves the rest of its chunks to the next.</param>
    public async Task<PassOutcome> ApplyAsync(ClusteringModel active, CancellationToken cancellationToken)
    {
        await using var reading = await SegmentationSession.OpenAsync(scopes, cancellationToken);
        await using var writing = await SegmentationSession.OpenAsync(scopes, cancellationToken);
        if (models.Find(writing.Connection, active.ModelVersion) is not { } model)
        {
            return new PassOutcome.Overtaken();
        }

        // Whatever calls for another pass meanwhile writes to the model's row: an activation, also of this version again, and reset_data().
        var before = await RecordVersionAsync(writing.Connection, active.ModelVersion, cancellationToken);
        var isHeld = active.KeepsSegments || active.AppliedAt is not null;
        var changes = new CustomerUpdates();
        if (!await ApplyAsync(reading.Connection, writing.Connection, model, isHeld, changes, cancellationToken))
        {
            return new PassOutcome.Overtaken();
        }

        await using var mark = new NpgsqlCommand(
            "UPDATE clustering_models SET applied_at = clock_timestamp() WHERE model_version = $1 AND is_active AND xmin = $2", writing.Connection)
        {
            Parameters = { new() { Value = active.ModelVersion }, new() { Value = before, NpgsqlDbType = NpgsqlDbType.Xid } },
        };
        return await mark.ExecuteNonQueryAsync(cancellationToken) == 1 ? new PassOutcome.Applied(changes.Moved) : new PassOutcome.Overtaken();
    }

    private static async Task<uint> RecordVersionAsync(NpgsqlConnection connection, long version, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT xmin FROM clustering_models WHERE model_version = $1", connection)
        {
            Parameters = { new() { Value = version } },
        };
        return await command.ExecuteScalarAsync(cancellationToken) as uint? ?? 0;
    }

    /// <returns>False when another model became active meanwhile.</returns>
    private async Task<bool> ApplyAsync(
        NpgsqlConnection reading,
        NpgsqlConnection writing,
        ScoringModel model,
        bool isHeld,
        CustomerUpdates changes,
        CancellationToken cancellationToken)
    {
        await using var transaction = await reading.BeginTransactionAsync(cancellationToken);
        await using (var labels = new NpgsqlCommand("SELECT set_config($1, $2::TEXT[]::TEXT, TRUE)", reading)
        {
            Parameters = { new() { Value = FeatureQuery.LabelsSetting }, new() { Value = model.Labels } },
        })
        {
            await labels.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var customers = await reading.BeginBinaryExportAsync(
            $"COPY ({FeatureQuery.Everybody(model.Model.FeatureNames)}) TO STDOUT (FORMAT BINARY)", cancellationToken);
        var row = new double[model.Model.FeatureNames.Count];
        var unusual = new UnusualCustomers(model.Model, options.Value.UnusualFrom);
        while (await customers.StartRowAsync(cancellationToken) != -1)
        {
            Score(customers, model, isHeld, row, changes, unusual);
            if (changes.Count == options.Value.ChunkSize && !await changes.WriteAsync(writing, model.Version, cancellationToken))
            {
                await customers.CancelAsync();
                return false;
            }
        }

        if (!await changes.WriteAsync(writing, model.Version, cancellationToken))
        {
            return false;
        }

        await unusual.WriteAsync(writing, cancellationToken);
        return true;
    }

    private static void Score(
        NpgsqlBinaryExporter customers, ScoringModel model, bool isHeld, double[] row, CustomerUpdates changes, UnusualCustomers unusual)
    {
        var id = customers.Read<int>(NpgsqlDbType.Integer);
        var current = customers.Read<int>(NpgsqlDbType.Integer);
        var rowVersion = customers.Read<uint>(NpgsqlDbType.Xid);
        var storedDays = customers.Read<int>(NpgsqlDbType.Integer);
        var days = (int)customers.Read<double>(NpgsqlDbType.Double);
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = customers.Read<double>(NpgsqlDbType.Double);
        }

        var segment = model.Segment(row, isHeld ? current : SegmentationModel.NoSegment);
        unusual.Look(id, row, segment);
        if (segment != current || days != storedDays)
        {
            changes.Add(id, rowVersion, days, model.Labels[segment], moves: segment != current);
        }
    }
}
