namespace SegmentationUpdates.Clustering;

/// <summary>
/// Finds the segments of a set of customers: k-means++ starts by ML.NET on a sample, each driven to convergence in double precision,
/// the best of them improved by random swaps and refined over all rows. The same rows, in whatever order, and the same options give the same model, to the last bit, on the same kind of machine.
/// </summary>
/// <param name="options">Checked when training begins.</param>
public sealed class SegmentationTrainer(ClusteringOptions options)
{
    /// <summary>Scaled values beyond this have squares whose sum over all rows might not be finite.</summary>
    private const double LargestScaled = 1e140;

    /// <summary>Trains a model.</summary>
    /// <param name="data">Rows in natural units; columns are the features in their order.</param>
    /// <param name="cancellationToken">Looked at between passes and starts.</param>
    /// <exception cref="ArgumentException">
    /// Invalid options; other columns than the features; fewer rows, or fewer distinct rows after clamping and scaling, than segments; values too large to scale.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public TrainingResult Train(FeatureMatrix data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (options.Validate() is { Count: > 0 } problems)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(data));
        }

        cancellationToken.ThrowIfCancellationRequested();
        var features = options.ResolveFeatures();
        data.RequireColumns([.. features.Select(f => f.Name)]);
        if (data.Rows < options.K)
        {
            throw new ArgumentException($"{data.Rows} rows cannot form {options.K} segments.", nameof(data));
        }

        var scaler = FeatureScaler.Fit(data, features);
        var rows = CanonicalRows.Create(data, scaler, options.Seed, cancellationToken);
        CheckRows(rows);
        var sample = rows.Sample(options.SampleSize);
        var best = Search(rows, sample, cancellationToken);
        var centroids = Ranking.Sort(rows, best.Centroids, features, cancellationToken);
        var model = new SegmentationModel(scaler, centroids, options.ResolveLabels(), best.Inertia / data.Rows);
        return Describe(model, features, data) with
        {
            TrainingRows = sample.Count,
            Restarts = options.Restarts,
            Iterations = best.Iterations,
            Inertia = best.Inertia,
        };
    }

    /// <summary>Assigns the rows with the model and describes its segments.</summary>
    internal static TrainingResult Describe(SegmentationModel model, IReadOnlyList<Feature> features, FeatureMatrix data)
    {
        var segments = new int[data.Rows];
        var distances = new double[data.Rows];
        model.Assign(data, segments, distances);
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
            Profiles = SegmentProfiles.Build(model, features, data, segments),
        };
    }

    private Candidate Search(CanonicalRows rows, CanonicalRows sample, CancellationToken cancellationToken)
    {
        var starts = MultiStart.Run(sample, options, cancellationToken);
        var improved = SwapSearch.Improve(sample, starts, options, cancellationToken);
        return ReferenceEquals(sample, rows) ? improved[0] : FullPolish.Run(rows, improved, options, cancellationToken);
    }

    private void CheckRows(CanonicalRows rows)
    {
        if (rows.DistinctUpTo(options.K) is var distinct && distinct < options.K)
        {
            throw new ArgumentException($"{distinct} distinct rows, after clamping and scaling, cannot form {options.K} segments.", nameof(rows));
        }

        foreach (var value in rows.Values)
        {
            if (Math.Abs(value) > LargestScaled)
            {
                throw new ArgumentException($"A scaled value is {value}: too large to take distances.", nameof(rows));
            }
        }
    }
}
