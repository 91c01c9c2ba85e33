using System.Diagnostics.Metrics;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Trainer.Publishing;

/// <summary>Metrics of the publication. The replica that publishes reports them; the others are silent.</summary>
internal sealed class SegmentChangeMetrics
{
    private readonly Counter<long> _published;
    private readonly Histogram<double> _delay;
    private long _waiting = -1;

    public SegmentChangeMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("SegmentationUpdates.SegmentChanges");
        _published = meter.CreateCounter<long>(
            "segmentation.segment.changes.published", "{change}", "Changes of segment that Kafka has acknowledged.");
        _delay = meter.CreateHistogram(
            "segmentation.segment.change.delay",
            "s",
            "From a change of segment to its acknowledgement by Kafka.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600] });
        meter.CreateObservableGauge(
            "segmentation.segment.changes.waiting", Waiting, "{change}", "Changes of segment that are not published yet.");
    }

    public void RecordPublished(IReadOnlyList<SegmentChange> changes, DateTimeOffset now)
    {
        _published.Add(changes.Count);
        foreach (var change in changes)
        {
            _delay.Record(Math.Max(0, (now - change.ChangedAt).TotalSeconds));
        }
    }

    /// <param name="changes">Null from a replica that does not publish.</param>
    public void ShowWaiting(long? changes) => Interlocked.Exchange(ref _waiting, changes ?? -1);

    private IEnumerable<Measurement<long>> Waiting() =>
        Interlocked.Read(ref _waiting) is >= 0 and var waiting ? [new Measurement<long>(waiting)] : [];
}
