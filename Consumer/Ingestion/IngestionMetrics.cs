using System.Diagnostics.Metrics;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Messaging.Transactions;

namespace SegmentationUpdates.Consumer.Ingestion;

/// <summary>Metrics of the ingestion: counters read off <see cref="IngestionCounters"/>, histograms, and the lag of this consumer.</summary>
internal sealed class IngestionMetrics
{
    // Milliseconds to a minute: a batch takes a few, a wait for the database may take long.
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    };

    private readonly Histogram<int> _batchSize;
    private readonly Histogram<double> _batchDuration;
    private readonly Histogram<double> _delay;
    private readonly Counter<long> _deadLettered;

    public IngestionMetrics(IMeterFactory meters, IngestionCounters counters, ConsumerLag lag)
    {
        var meter = meters.Create(IngestionTelemetry.Name);
        meter.CreateObservableCounter(
            "segmentation.transactions.ingested", () => counters.Ingested, "{transaction}", "New transactions stored.");
        meter.CreateObservableCounter(
            "segmentation.transactions.duplicates", () => counters.Duplicates, "{transaction}", "Transactions that were stored before.");
        meter.CreateObservableCounter(
            "segmentation.transactions.erased", () => counters.Erased, "{transaction}", "Transactions of erased customers, thrown away.");
        meter.CreateObservableCounter(
            "segmentation.messages.lost", () => counters.Lost, "{message}", "Messages that the broker deleted before they were read.");
        meter.CreateObservableCounter(
            "segmentation.segment.changes", () => counters.SegmentChanges, "{customer}", "Customers whom transactions moved to another segment.");
        meter.CreateObservableGauge(
            "segmentation.consumer.lag", lag.Measure, "{message}", "Messages in this consumer's partitions that it has not consumed.");
        _deadLettered = meter.CreateCounter<long>(
            "segmentation.messages.dead_lettered", "{message}", "Messages that went to the dead-letter topic, by reason.");
        _batchSize = meter.CreateHistogram(
            "segmentation.batch.size",
            "{message}",
            "Messages of a batch.",
            advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 5, 10, 50, 100, 500, 1_000, 5_000, 10_000, 50_000] });
        _batchDuration = meter.CreateHistogram(
            "messaging.process.duration", "s", "From a batch's collection to its commit.", advice: Seconds);
        _delay = meter.CreateHistogram(
            "segmentation.transaction.delay", "s", "From produced to segment committed.", advice: Seconds);
    }

    public void RecordBatch(int messages, TimeSpan duration)
    {
        _batchSize.Record(messages);
        _batchDuration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("messaging.system", "kafka"));
    }

    public void RecordDelay(TimeSpan delay) => _delay.Record(delay.TotalSeconds);

    public void RecordDeadLetter(RejectionReason reason) =>
        _deadLettered.Add(1, new KeyValuePair<string, object?>("reason", reason.ToText()));
}
