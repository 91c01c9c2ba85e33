using System.Diagnostics;
using Confluent.Kafka;
using Npgsql;
using SegmentationUpdates.Consumer.Ingestion;
using SegmentationUpdates.Messaging.Topics;
using SegmentationUpdates.Producer.Simulation;

namespace SegmentationUpdates.Standalone.Views;

/// <summary>Takes snapshots of a run: counters of this process, the group's lag at the broker, segments in the database.</summary>
internal sealed class SnapshotReader(
    SimulationCounters? simulation, IngestionCounters? ingestion, GroupLag? lag, SegmentReader? segments, Func<string?> dashboardAddress)
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private long _lastAt = Stopwatch.GetTimestamp();
    private readonly DelayMeter? _delays = ingestion is null ? null : new DelayMeter(ingestion);
    private long _lastCount;
    private SegmentSnapshot _lastSegments = SegmentSnapshot.Empty;

    public async Task<RunSnapshot> ReadAsync(string phase, CancellationToken cancellationToken)
    {
        var count = ingestion?.Ingested ?? simulation?.Delivered ?? 0;
        var rate = (count - _lastCount) / Math.Max(0.001, Stopwatch.GetElapsedTime(_lastAt).TotalSeconds);
        (_lastAt, _lastCount) = (Stopwatch.GetTimestamp(), count);
        var delays = _delays?.Take();
        return new RunSnapshot
        {
            Elapsed = Stopwatch.GetElapsedTime(_started),
            Phase = phase,
            Dashboard = dashboardAddress(),
            Produced = simulation?.Delivered ?? 0,
            Ingested = ingestion?.Ingested ?? 0,
            DeadLettered = ingestion?.DeadLettered ?? 0,
            Rate = rate,
            Backlog = await Task.Run(Backlog, cancellationToken),
            DelayMedian = delays?.Median,
            Delay99 = delays?.Percentile99,
            Segments = await SegmentsAsync(cancellationToken),
        };
    }

    private long? Backlog()
    {
        try
        {
            return lag?.Measure();
        }
        catch (KafkaException)
        {
            // Shown as unknown. The roles have their own word on a broker that is away.
            return null;
        }
    }

    private async Task<SegmentSnapshot> SegmentsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return _lastSegments = segments is null ? _lastSegments : await segments.ReadAsync(cancellationToken);
        }
        catch (NpgsqlException)
        {
            // Likewise: the last known ones stay.
            return _lastSegments;
        }
    }
}
