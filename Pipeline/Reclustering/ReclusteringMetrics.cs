using System.Diagnostics.Metrics;
using SegmentationUpdates.Pipeline.Storage;

namespace SegmentationUpdates.Pipeline.Reclustering;

/// <summary>Metrics of the models and segments. The replica that leads reports them; the others are silent, so nothing is counted twice.</summary>
internal sealed class ReclusteringMetrics
{
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _changes;
    private volatile ClusteringModel? _model;
    private volatile IReadOnlyDictionary<string, long>? _sizes;

    public ReclusteringMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(ReclusteringTelemetry.Name);
        _duration = meter.CreateHistogram(
            "segmentation.reclustering.duration",
            "s",
            "Training (phase train: read, fit, activate) and scoring everybody again (phase apply).",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300] });
        _changes = meter.CreateCounter<long>(
            "segmentation.model.segment.changes", "{customer}", "Customers whom a new model moved to another segment.");
        meter.CreateObservableGauge("segmentation.model.version", () => OfModel(model => model.ModelVersion), "{version}", "The active model.");
        meter.CreateObservableGauge(
            "segmentation.model.inertia",
            () => OfModel(model => model.Inertia),
            "1",
            "Sum of squared scaled distances to the nearest centroid, when the active model was trained.");
        meter.CreateObservableGauge("segmentation.segment.customers", Sizes, "{customer}", "Customers in each segment.");
    }

    public void RecordTraining(TimeSpan duration) => _duration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("phase", "train"));

    public void RecordApply(TimeSpan duration, int changes)
    {
        _duration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("phase", "apply"));
        _changes.Add(changes);
    }

    /// <summary>What the gauges show from now on; nulls for nothing, when another replica leads.</summary>
    public void Show(ClusteringModel? model, IReadOnlyDictionary<string, long>? sizes) => (_model, _sizes) = (model, sizes);

    private IEnumerable<Measurement<T>> OfModel<T>(Func<ClusteringModel, T> value)
        where T : struct => _model is { } model ? [new Measurement<T>(value(model))] : [];

    private IEnumerable<Measurement<long>> Sizes() => _sizes is { } sizes
        ? sizes.Select(size => new Measurement<long>(size.Value, new KeyValuePair<string, object?>("segment", size.Key)))
        : [];
}
