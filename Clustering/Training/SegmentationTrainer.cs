using SegmentationUpdates.Clustering.Drift;
using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Naming;
using SegmentationUpdates.Clustering.Scoring;

namespace SegmentationUpdates.Clustering.Training;

/// <summary>
/// Finds the segments of a set of customers: k-means++ starts by ML.NET on a sample, each driven to convergence in double precision,
/// the best of them improved by random swaps and refined over all rows.
/// What is odd about the data is settled like this: missing values count as the median of their column; a column that is the same for everybody, or
/// all missing, moves nobody; repeated rows weigh as often as they occur; fewer distinct rows than segments are refused; a giant outlier counts
/// as the quantile it is clamped to, and where a feature is not clamped it counts with the nearest segment without shaping it: see
/// <see cref="ClusteringOptions.SmallestShare"/>.
/// The same rows, in whatever order, and the same options give the same model to the last bit, on any machine: see <see cref="MultiStart.Settle"/>.
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

    /// <summary>Told how far a training is; null to tell nobody. Called from several threads.</summary>
    public IProgress<TrainingStep>? Progress { get; init; }

    /// <summary>Trains a model.</summary>
    /// <param name="data">Rows in natural units; columns are the features in their order. Missing values (NaN) count as the median of their column.</param>
    /// <param name="cancellationToken">Takes effect before the next pass or start.</param>
    /// <exception cref="ArgumentException">Other columns than the features.</exception>
    /// <exception cref="UnclusterableDataException">
    /// Fewer rows, or fewer distinct rows after clamping and scaling, than segments; values too large to scale.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public TrainingResult Train(FeatureMatrix data, CancellationToken cancellationToken = default) => Train(data, previous: null, cancellationToken);

    /// <summary>
    /// Trains the model that follows another: where continuing the other is as good as the best that is found from scratch, to a thousandth of the
    /// inertia, it is continued. So customers do not move to and fro between two ways to divide them that are as good.
    /// </summary>
    /// <param name="data">As for <see cref="Train(FeatureMatrix, CancellationToken)"/>.</param>
    /// <param name="previous">Null for none; one with other features or another number of segments is not continued.</param>
    /// <param name="cancellationToken">Takes effect before the next pass or start.</param>
    /// <inheritdoc cref="Train(FeatureMatrix, CancellationToken)" path="/exception"/>
    public TrainingResult Train(FeatureMatrix data, SegmentationModel? previous, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        cancellationToken.ThrowIfCancellationRequested();
        var features = _options.ResolveFeatures();
        data.RequireColumns([.. features.Select(f => f.Name)]);
        var fewest = _options.AutoK ? _options.MinK : _options.K;
        if (data.Rows < fewest)
        {
            throw new UnclusterableDataException($"{data.Rows} rows cannot form {fewest} segments.");
        }

        Progress?.Report(new TrainingStep(TrainingStage.Scaling, 0, null));
        var columns = FeatureScaler.FitColumns(data, features);
        var scaler = new FeatureScaler([.. columns.Select(c => c.Scaling)]);
        data = scaler.Impute(data);
        var rows = CanonicalRows.Create(data, scaler, _options.Seed, cancellationToken);
        CheckRows(rows, fewest);
        var choice = _options.AutoK ? KSearch.Run(rows, _options, Progress, cancellationToken) : null;
        var k = choice?.K ?? _options.K;
        var (best, _, remark) = SmallSegments.Avoid(
            rows, k, _options.SmallestShare, (kept, isLast) => Best(kept, scaler, k, previous, isLast, cancellationToken), cancellationToken);
        var centroids = Ranking.Sort(rows, best.Centroids, features, cancellationToken);
        var model = new SegmentationModel(scaler, centroids, Numbered(k), best.Inertia / data.Rows, [.. columns.Select(c => c.Baseline)])
        {
            JointBaseline = JointBaselineFit.Of(rows.Sample(_options.SampleSize).Values, centroids, [.. columns.Select(c => (double)c.Missing / data.Rows)]),
        };
        Progress?.Report(new TrainingStep(TrainingStage.Scoring, 0, null));
        var sample = rows.Sample(Silhouette.MostRows);
        var described = Describe(model, features, data);
        described = described.WithLabels(_options.Labels is { Length: > 0 } labels ? labels : SegmentNaming.First(described.Describe()));
        return described with
        {
            Model = described.Model.With(UnusualDistancesFit.Of(model, data, described.Segments)),
            Silhouette = Silhouette.Of(sample, [QuickKMeans.Assign(sample, centroids)], cancellationToken)[0],
            DaviesBouldin = DaviesBouldin.Of(sample.Values, centroids, sample.Columns),
            Choice = choice,
            TrainingRows = Math.Min(rows.Count, _options.SampleSize),
            Restarts = _options.Restarts,
            Iterations = best.Iterations,
            Inertia = best.Inertia,
            ImputedValues = [.. columns.Select(c => c.Missing)],
            Remarks = [.. columns.Select(c => c.Remark).Append(remark).OfType<string>()],
        };
    }

    private Candidate Best(
        CanonicalRows rows, FeatureScaler scaler, int k, SegmentationModel? previous, bool isThorough, CancellationToken cancellationToken)
    {
        var sample = rows.Sample(_options.SampleSize);
        if (sample.DistinctUpTo(k) < k)
        {
            sample = rows; // Nearly all rows are the same, and the sample has missed the others.
        }

        var solutions = SampleSearch.ForK(sample, k, _options, Progress, cancellationToken, isThorough);
        Progress?.Report(new TrainingStep(TrainingStage.Refining, 0, null));
        var best = ReferenceEquals(sample, rows) ? solutions[0] : FullPolish.Run(rows, solutions, _options, cancellationToken);
        return Continuity.Prefer(rows, scaler, best, previous, _options, cancellationToken);
    }

    /// <summary>Assigns rows with a model that exists and describes its segments by them, without any training.</summary>
    /// <param name="model">The model.</param>
    /// <param name="features">Its features in their order; their weights give the scores that rank segments.</param>
    /// <param name="data">Rows in natural units; missing values count as the medians of the model.</param>
    /// <exception cref="ArgumentException">Other columns than the model's.</exception>
    public static TrainingResult Score(SegmentationModel model, IReadOnlyList<Feature> features, FeatureMatrix data)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(data);
        data.RequireColumns([.. features.Select(f => f.Name)]);
        var size = Math.Min(data.Rows, Silhouette.MostRows);
        var values = new double[size * data.Columns];
        for (var i = 0; i < size; i++)
        {
            model.Scaler.Transform(data.Row((int)((long)i * data.Rows / size)), values.AsSpan(i * data.Columns, data.Columns));
        }

        var sample = CanonicalRows.Of(values, data.Columns);
        double[] centroids = [.. model.Centroids];
        return Describe(model, features, data) with
        {
            Silhouette = Silhouette.Of(sample, [QuickKMeans.Assign(sample, centroids)], CancellationToken.None)[0],
            DaviesBouldin = DaviesBouldin.Of(values, centroids, data.Columns),
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
            Means = [.. Enumerable.Range(0, data.Columns).Select(sums.Mean)],
            StandardDeviations = [.. model.Scaler.Columns.Select((c, j) => sums.Spread(j).Deviation * c.Scale)],
            Profiles = SegmentProfiles.Build(model, features, sums, new SegmentMedians(data, segments, sums.Sizes)),
        };
    }

    // Until it is known what the segments are like.
    private static string[] Numbered(int k) => [.. Enumerable.Range(1, k).Select(segment => $"Segment {segment}")];

    private static void CheckRows(CanonicalRows data, int k)
    {
        if (data.DistinctUpTo(k) is var distinct && distinct < k)
        {
            throw new UnclusterableDataException(
                $"{distinct} distinct rows, after clamping and scaling, cannot form {k} segments.");
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
