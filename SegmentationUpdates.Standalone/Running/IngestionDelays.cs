using SegmentationUpdates.Consumer.Ingestion;
using SegmentationUpdates.Dashboard.Feed;

namespace SegmentationUpdates.Standalone.Running;

/// <summary>Tells the dashboard the delays of the consumer in this process.</summary>
internal sealed class IngestionDelays(IngestionCounters counters) : IIngestionDelays
{
    private readonly DelayMeter _meter = new(counters);

    public DelayState? Take() => _meter.Take() is { } delays ? new DelayState(delays.Median, delays.Percentile99) : null;
}
