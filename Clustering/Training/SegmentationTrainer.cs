namespace SegmentationUpdates.Clustering;

/// <summary>
/// Finds the segments of a set of customers: k-means++ starts by ML.NET on a sample, each driven to convergence in double precision,
/// the best of them improved by random swaps and refined over all rows.
/// The same rows, in whatever order, and the same options give the same model to the last bit on the same kind of machine.
/// (ML.NET's own arithmetic depends on the processor; scoring with a given model does not.)
/// </summary>
public sealed class SegmentationTrainer
{
    /// <summary>Scaled values beyond this have squares whose sum over all rows might not be finite.</summary>
    private const double LargestScaled = 1e140;

    private readonly ClusteringOptions _options;

    /// <param name="options">How to cluster.</param>
    /// <exception cref="ArgumentException">An option is invalid (names its key).</exception>
    public SegmentationTrainer(ClusteringOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Validate() is { Count: > 0 } problems)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }

        _options = options;
    }

    /// <summary>Trains a model.</summary>
    /// <param name="data">Rows in natural units; columns are the features in their order. Missing values (NaN) count as the median of their column.</param>
    /// <param name="cancellationToken">Looked at between passes and starts.</param>
    /// <exception cref="ArgumentException">Other columns than the features.</exception>
    /// <exception cref="UnclusterableDataException">
    /// Fewer rows, or fewer distinct rows after clamping and scaling, than segments; values too large to scale.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public TrainingResult Train(FeatureMatrix data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        cancellationToken.ThrowIfCancellationRequested();
        var features = _options.ResolveFeatures();
        data.RequireColumns([.. features.Select(f => f.Name)]);
        if (data.Rows < _options.K)
        {
            throw new UnclusterableDataException($"{data.Rows} rows cannot form {_options.K} segments.");
        }

        var columns = FeatureScaler.FitColumns(data, features);
        var scaler = new FeatureScaler([.. columns.Select(c => c.Scaling)]);
        data = scaler.Impute(data);
        var rows = CanonicalRows.Create(data, scaler, _options.Seed, cancellationToken);
        CheckRows(rows);
        var sample = rows.Sample(_options.SampleSize);
        var best = Search(rows, sample, cancellationToken);
        var centroids = Ranking.Sort(rows, best.Centroids, features, cancellationToken);
        var model = new SegmentationModel(scaler, centroids, _options.ResolveLabels(), best.Inertia / data.Rows, [.. columns.Select(c => c.Baseline)]);
        return Describe(model, features, data) with
        {
            TrainingRows = sample.Count,
            Restarts = _options.Restarts,
            Iterations = best.Iterations,
            Inertia = best.Inertia,
            ImputedValues = [.. columns.Select(c => c.Missing)],
        };
    }

    /// <summary>Assigns the rows with the model and describes its segments.</summary>
    internal static TrainingResult Describe(SegmentationModel model, IReadOnlyList<Feature> features, FeatureMatrix data)
    {
        var missing = data.Missing;
        data = model.Scaler.Impute(data);
        var segments = new int[data.Rows];
        var distances = new double[data.Rows];
        model.Assign(data, segments, distances);
        var sums = new SegmentSums(model, data, segments);
        return new TrainingResult
        {
            Model = model,
            Features = features,
            Segments = segments,
            Inertia = distances.Sum(),
            Rows = data.Rows,
            TrainingRows = 0,
            Restarts = 0,
            Iterations = 0,
            ImputedValues = missing,
            Means = [.. model.Scaler.Columns.Select((c, j) => (sums.Spread(j).Mean * c.Scale) + c.Center)],
            StandardDeviations = [.. model.Scaler.Columns.Select((c, j) => sums.Spread(j).Deviation * c.Scale)],
            Profiles = SegmentProfiles.Build(model, features, sums),
        };
    }

    private Candidate Search(CanonicalRows rows, CanonicalRows sample, CancellationToken cancellationToken)
    {
        var starts = MultiStart.Run(sample, _options, cancellationToken);
        var improved = SwapSearch.Improve(sample, starts, _options, cancellationToken);
        return ReferenceEquals(sample, rows) ? improved[0] : FullPolish.Run(rows, improved, _options, cancellationToken);
    }

    private void CheckRows(CanonicalRows data)
    {
        if (data.DistinctUpTo(_options.K) is var distinct && distinct < _options.K)
        {
            throw new UnclusterableDataException(
                $"{distinct} distinct rows, after clamping and scaling, cannot form {_options.K} segments.");
        }

        foreach (var value in data.Values)
        {
            if (Math.Abs(value) > LargestScaled)
            {
                throw new UnclusterableDataException($"A scaled value is {value}: too large to take distances.");
            }
        }
    }
}
