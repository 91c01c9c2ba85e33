using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Scoring;

namespace SegmentationUpdates.Clustering.Drift;

/// <summary>
/// Compares scored customers with the data that a model was trained on. For one thread.
/// Whoever is scored is who is compared: customers with transactions may differ from all customers without anything having changed.
/// </summary>
public sealed class DriftMonitor
{
    private readonly SegmentationModel _model;
    private readonly IReadOnlyList<FeatureBaseline> _baselines;
    private readonly double[] _scaled;
    private readonly DriftCounts _now;

    /// <param name="model">The model that scores.</param>
    public DriftMonitor(SegmentationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        _baselines = model.Baselines ?? [];
        _scaled = new double[model.FeatureNames.Count];
        _now = new DriftCounts(_baselines, model.JointBaseline);
    }

    /// <summary>Counts a customer that was scored.</summary>
    /// <param name="row">The row scored: a value per feature in natural units; missing values (NaN) are in no bin of their feature.</param>
    /// <param name="assignment">What the model made of it.</param>
    /// <exception cref="ArgumentException">A row of another length.</exception>
    public void Add(ReadOnlySpan<double> row, Assignment assignment)
    {
        if (row.Length != _model.FeatureNames.Count)
        {
            throw new ArgumentException($"The row has {row.Length} values; the model has {_model.FeatureNames.Count} features.", nameof(row));
        }

        _model.Scaler.Transform(row, _scaled);
        _now.Add(row, _scaled, assignment.SquaredDistance);
    }

    /// <summary>What has been seen so far.</summary>
    /// <param name="limits">What counts as drift; null for the usual.</param>
    public DriftStatistics Snapshot(DriftLimits? limits = null) => new()
    {
        Rows = _now.Rows,
        DistanceRatio = _now.Rows == 0 || _model.MeanSquaredDistance == 0 ? null : _now.Distance / _model.MeanSquaredDistance,
        Features = _now.Rows == 0 ? [] : [.. _now.Bins.Select((bins, i) => new FeatureDrift(_model.FeatureNames[i], bins.Index()))],
        Findings = _now.Rows == 0 || _model.JointBaseline is null || _baselines.Count == 0
            ? []
            : DriftFindings.Of(_model.FeatureNames, _model.JointBaseline, _now, _model.MeanSquaredDistance, limits ?? new DriftLimits()),
    };
}
