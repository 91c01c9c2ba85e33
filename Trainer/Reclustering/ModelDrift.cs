using Microsoft.Extensions.Options;
using Npgsql;
using SegmentationUpdates.Clustering.Drift;
using SegmentationUpdates.Clustering.Scoring;
using SegmentationUpdates.Storage;
using SegmentationUpdates.Storage.Models;

namespace SegmentationUpdates.Trainer.Reclustering;

/// <summary>
/// Compares customers as they are with those that the active model was trained on. Looks at a sample of everybody and not at those who
/// have just had a transaction: they differ from the others by nature, in recency for one, without any drift. What passing time alone explains is none.
/// </summary>
internal sealed class ModelDrift(ActiveModels models, ReclusteringMetrics metrics, IOptions<ReclusteringOptions> options)
{
    /// <summary>Fewer tell nothing: with a hundred, chance alone makes a stability index of some 0.1.</summary>
    public const int LeastCustomers = 100;

    private const int SampleSize = 20_000;

    /// <summary>Measures, and writes what it finds into the model's record.</summary>
    public async Task<DriftStatistics> MeasureAsync(SegmentationSession session, ClusteringModel active, CancellationToken cancellationToken)
    {
        using var activity = ReclusteringTelemetry.Source.StartActivity("measure drift");
        var model = models.Get(session.Connection, active.ModelVersion).Model;
        var (now, notAged) = (new DriftMonitor(model), new DriftMonitor(model));
        await SampleAsync(session.Connection, model, active.CreatedAt, now, notAged, cancellationToken);
        var limits = options.Value.DriftLimits();
        var drift = DriftStatistics.LesserOf(now.Snapshot(limits), notAged.Snapshot(limits));
        if (drift.Rows >= LeastCustomers)
        {
            await WriteAsync(session.Connection, active.ModelVersion, drift, cancellationToken);
            metrics.ShowDrift(drift);
        }

        return drift;
    }

    private static async Task SampleAsync(
        NpgsqlConnection connection,
        SegmentationModel model,
        DateTimeOffset trainedAt,
        DriftMonitor now,
        DriftMonitor notAged,
        CancellationToken cancellationToken)
    {
        // Whole pages, so that it costs the same with any number of customers. Not yet analysed (-1) counts as small.
        await using var size = new NpgsqlCommand("SELECT reltuples FROM pg_class WHERE oid = 'customer_segments'::REGCLASS", connection);
        var customers = (float)(await size.ExecuteScalarAsync(cancellationToken))!;
        await using var command = new NpgsqlCommand(FeatureQuery.Sample(model.FeatureNames), connection)
        {
            Parameters =
            {
                new() { Value = customers <= SampleSize ? 100f : 100f * SampleSize / customers },
                new() { Value = trainedAt.UtcDateTime },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var row = new double[model.FeatureNames.Count];
        while (await reader.ReadAsync(cancellationToken))
        {
            Add(now, 0);
            Add(notAged, row.Length);
        }

        void Add(DriftMonitor monitor, int first)
        {
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = reader.GetDouble(first + i);
            }

            monitor.Add(row, model.Assign(row));
        }
    }

    private static async Task WriteAsync(
        NpgsqlConnection connection, long version, DriftStatistics drift, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            UPDATE clustering_models
            SET drift_measured_at = clock_timestamp(), drift_customers = $2, drift_distance_ratio = $3, drift_psi = $4, drift_feature = $5,
              drift_findings = $6
            WHERE model_version = $1
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = version },
                new() { Value = (int)drift.Rows },
                new() { Value = drift.DistanceRatio ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Double },
                new() { Value = drift.MaxPopulationStability ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Double },
                new() { Value = drift.MostDrifted?.Name ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
                new() { Value = drift.Findings.Select(finding => finding.ToString()).ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
