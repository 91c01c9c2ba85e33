namespace SegmentationUpdates.Clustering;

/// <summary>
/// Watches scored customers for drift from the data a model was trained on. The weight of a row halves with every so many rows that come after it,
/// so old customers fade without being kept. Safe for use from many threads; a lock is taken per call, so hand over rows in batches where there are many.
/// Whoever is scored is who is compared: customers with transactions may differ from all customers without anything having changed.
/// </summary>
public sealed class DriftMonitor
{
    /// <summary>Weights grow instead of all sums being multiplied with each row; before they lose range everything is scaled back.</summary>
    private const double LargestWeight = 1e100;

    private readonly Lock _lock = new();
    private readonly SegmentationModel _model;
    private readonly BinCounter[] _bins;
    private readonly double _growth;
    private long _rows;
    private double _weight = 1;
    private double _weights;
    private double _squaredWeights;
    private double _distances;

    /// <param name="model">The model that scores.</param>
    /// <param name="halfLife">After how many rows a row weighs half; infinity for never. At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A half-life below 1 or not a number.</exception>
    public DriftMonitor(SegmentationModel model, double halfLife = double.PositiveInfinity)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (!(halfLife >= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(halfLife), halfLife, "The half-life must be at least one row.");
        }

        _model = model;
        _growth = Math.Pow(2, 1 / halfLife);
        _bins = [.. (model.Baselines ?? []).Select(baseline => new BinCounter(baseline))];
    }

    /// <summary>The model that later customers are compared with.</summary>
    public SegmentationModel Model => _model;

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

        lock (_lock)
        {
            AddOne(row, assignment.SquaredDistance);
        }
    }

    /// <summary>Counts customers that were scored, in their order.</summary>
    /// <param name="rows">n rows in natural units.</param>
    /// <param name="squaredDistances">n squared distances in scaled units, as <see cref="SegmentationModel"/> gave them.</param>
    /// <exception cref="ArgumentException">Other columns than the model's, or another number of distances.</exception>
    public void Add(FeatureMatrix rows, ReadOnlySpan<double> squaredDistances)
    {
        ArgumentNullException.ThrowIfNull(rows);
        rows.RequireColumns(_model.FeatureNames);
        if (squaredDistances.Length != rows.Rows)
        {
            throw new ArgumentException($"{rows.Rows} rows have as many distances, not {squaredDistances.Length}.", nameof(squaredDistances));
        }

        lock (_lock)
        {
            for (var i = 0; i < rows.Rows; i++)
            {
                AddOne(rows.Row(i), squaredDistances[i]);
            }
        }
    }

    /// <summary>What has been seen so far.</summary>
    public DriftStatistics Snapshot()
    {
        lock (_lock)
        {
            return new DriftStatistics
            {
                Rows = _rows,
                EffectiveRows = _rows == 0 ? 0 : _weights * _weights / _squaredWeights,
                DistanceRatio = _rows == 0 || _model.MeanSquaredDistance == 0 ? null : _distances / _weights / _model.MeanSquaredDistance,
                Features = _rows == 0 ? [] : [.. _bins.Select((bins, i) => new FeatureDrift(_model.FeatureNames[i], bins.Index()))],
            };
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            (_rows, _weight, _weights, _squaredWeights, _distances) = (0, 1, 0, 0, 0);
            Array.ForEach(_bins, bins => bins.Clear());
        }
    }

    private void AddOne(ReadOnlySpan<double> row, double squaredDistance)
    {
        _weight *= _growth;
        _rows++;
        _weights += _weight;
        _squaredWeights += _weight * _weight;
        _distances += _weight * squaredDistance;
        for (var i = 0; i < _bins.Length; i++)
        {
            _bins[i].Add(row[i], _weight);
        }

        if (_weight > LargestWeight)
        {
            ScaleBack();
        }
    }

    private void ScaleBack()
    {
        var factor = 1 / _weight;
        Array.ForEach(_bins, bins => bins.Scale(factor));
        _weights *= factor;
        _squaredWeights *= factor * factor;
        _distances *= factor;
        _weight = 1;
    }
}
