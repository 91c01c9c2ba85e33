using SegmentationUpdates.Clustering.Scoring;

namespace SegmentationUpdates.Clustering.Drift;

/// <summary>
/// Compares scored customers with the data that a model was trained on. For one thread.
/// Whoever is scored is who is compared: customers with transactions may differ from all customers without anything having changed.
/// </summary>
public sealed class DriftMonitor
{
    private readonly SegmentationModel _model;
    private readonly BinCounter[] _bins;
    private long _rows;
    private double _distances;

    /// <param name="model">The model that scores.</param>
    public DriftMonitor(SegmentationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        _bins = [.. (model.Baselines ?? []).Select(baseline => new BinCounter(baseline))];
    }

    /// <summary>Counts a customer that was scored.</summary>
    /// <param name="row">The row scored: a value per feature in natural units; missing values (NaN) count for no feature.</param>
    /// <param name="assignment">What the model made of it.</param>
    /// <exception cref="ArgumentException">A row of another length.</exception>
    public void Add(ReadOnlySpan<double> row, Assignment assignment)
    {
        if (row.Length != _model.FeatureNames.Count)
        {
            throw new ArgumentException($"The row has {row.Length} values; the model has {_model.FeatureNames.Count} features.", nameof(row));
        }

        _rows++;
        _distances += assignment.SquaredDistance;
        for (var i = 0; i < _bins.Length; i++)
        {
            _bins[i].Add(row[i]);
        }
    }

    /// <summary>What has been seen so far.</summary>
    public DriftStatistics Snapshot() => new()
    {
        Rows = _rows,
        DistanceRatio = _rows == 0 || _model.MeanSquaredDistance == 0 ? null : _distances / _rows / _model.MeanSquaredDistance,
        Features = _rows == 0 ? [] : [.. _bins.Select((bins, i) => new FeatureDrift(_model.FeatureNames[i], bins.Index()))],
    };
}
