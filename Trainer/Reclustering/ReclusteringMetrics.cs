using System.Diagnostics.Metrics;
using SegmentationUpdates.Clustering.Drift;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Trainer.Reclustering;

/// <summary>Metrics of the models and segments. The replica that leads reports them; the others are silent, so nothing is counted twice.</summary>
internal sealed class ReclusteringMetrics
{
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _changes;
    private volatile ClusteringModel? _model;
    private volatile IReadOnlyDictionary<string, long>? _sizes;
    private volatile DriftStatistics? _drift;

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
        meter.CreateObservableGauge("segmentation.model.version", () => OfModel<long>(model => model.ModelVersion), "{version}", "The active model.");
        meter.CreateObservableGauge(
            "segmentation.model.inertia",
            () => OfModel<double>(model => model.Inertia),
            "1",
            "Sum of squared scaled distances to the nearest centroid, when the active model was trained.");
        meter.CreateObservableGauge(
            "segmentation.model.stability",
            () => OfModel<double>(model => model.Lineage.Stability),
            "1",
            "Adjusted Rand index of the active model against the one before it, on the training rows.");
        meter.CreateObservableGauge(
            "segmentation.model.moved.share",
            () => OfModel<double>(model => model.MovedShare),
            "1",
            "Share of the customers whom the active model put into another segment than the one before it, on the training rows.");
        meter.CreateObservableGauge(
            "segmentation.model.drift.distance_ratio",
            () => _drift?.DistanceRatio is { } ratio ? [new Measurement<double>(ratio)] : Array.Empty<Measurement<double>>(),
            "1",
            "Mean squared distance of a sample of customers to their centroids, over that of the training.");
        meter.CreateObservableGauge(
            "segmentation.model.drift.psi", Psi, "1", "Population stability index of each feature against the training.");
        meter.CreateObservableGauge("segmentation.segment.customers", Sizes, "{customer}", "Customers in each segment.");
    }

    public void RecordTraining(TimeSpan duration) => _duration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("phase", "train"));

    public void RecordApply(TimeSpan duration, int changes)
    {
        _duration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("phase", "apply"));
        _changes.Add(changes);
    }

    /// <summary>What the gauges show from now on; nulls for nothing, when another replica leads.</summary>
    public void Show(ClusteringModel? model, IReadOnlyDictionary<string, long>? sizes)
    {
        (_model, _sizes) = (model, sizes);
        _drift = model is null ? null : _drift;
    }

    public void ShowDrift(DriftStatistics drift) => _drift = drift;

    private IEnumerable<Measurement<T>> OfModel<T>(Func<ClusteringModel, T?> value)
        where T : struct => _model is { } model && value(model) is { } found ? [new Measurement<T>(found)] : [];

    private IEnumerable<Measurement<double>> Psi() => _drift is { } drift
        ? drift.Features.Select(feature =>
            new Measurement<double>(feature.PopulationStability, new KeyValuePair<string, object?>("feature", feature.Name)))
        : [];

    private IEnumerable<Measurement<long>> Sizes() => _sizes is { } sizes
        ? sizes.Select(size => new Measurement<long>(size.Value, new KeyValuePair<string, object?>("segment", size.Key)))
        : [];
}
