using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Scoring;

namespace SegmentationUpdates.Clustering.Online;

/// <summary>
/// Moves the centroids of a model with every batch of customers, between trainings, as Spark's StreamingKMeans and Flink ML's OnlineKMeans do: with a
/// centroid c of weight n, m customers of mean x nearest to it, and decay a, c' = (c · n · a + x · m) / (n · a + m) and n' = n · a + m, in scaled
/// space. Immutable: <see cref="Step"/> gives a new state.
/// <para>
/// A segment that no customer comes to keeps its centroid while its weight fades. (Spark splits the largest cluster instead. Here a segment's name
/// would pass to other people; a training, which sees everybody, is what should decide that.) The scaling of the features stays as it was trained.
/// </para>
/// </summary>
public sealed class OnlineKMeans
{
    private readonly double[] _weights;

    /// <param name="model">Where to begin.</param>
    /// <param name="weights">
    /// What each centroid weighs, in customers; finite, not negative. Sizes of the segments in training make them as hard to move as that many
    /// customers, zeros let the first batch place them.
    /// </param>
    /// <exception cref="ArgumentException">Not one such weight per segment.</exception>
    public OnlineKMeans(SegmentationModel model, IReadOnlyList<double> weights)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.Count != model.K || weights.Any(w => !double.IsFinite(w) || w < 0))
        {
            throw new ArgumentException($"{model.K} segments need as many weights, finite and not negative: [{string.Join(", ", weights)}].", nameof(weights));
        }

        Model = model;
        _weights = [.. weights];
    }

    /// <summary>The model as it is now.</summary>
    public SegmentationModel Model { get; }

    /// <summary>What each centroid weighs, in customers.</summary>
    public IReadOnlyList<double> Weights => _weights;

    /// <summary>
    /// Takes in one batch: each customer counts for the segment nearest before the step. The model's mean squared distance follows in the same proportions,
    /// with the batch measured to the centroids after the step. An empty batch changes nothing.
    /// </summary>
    /// <param name="batch">Customers in natural units with the model's features; missing values count as medians.</param>
    /// <param name="decay">How fast the past fades.</param>
    /// <exception cref="ArgumentException">Other columns than the model's features.</exception>
    public OnlineKMeans Step(FeatureMatrix batch, OnlineDecay decay)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(decay);
        var columns = batch.Columns;
        var scaled = Model.Scaler.Transform(batch);
        var segments = new int[batch.Rows];
        Model.Assign(batch, segments, new double[batch.Rows]);
        var left = decay.After(batch.Rows);
        var counts = new int[Model.K];
        var sums = new double[Model.K * columns];
        for (var i = 0; i < batch.Rows; i++)
        {
            counts[segments[i]]++;
            for (var j = 0; j < columns; j++)
            {
                sums[(segments[i] * columns) + j] += scaled.Row(i)[j];
            }
        }

        var centroids = Model.Centroids.ToArray();
        for (var at = 0; at < centroids.Length; at++)
        {
            var (past, fresh) = (_weights[at / columns] * left, counts[at / columns]);
            centroids[at] = fresh == 0 ? centroids[at] : ((centroids[at] * past) + sums[at]) / (past + fresh);
        }

        var before = _weights.Sum() * left;
        var distances = SquaredDistances(scaled, centroids, segments);
        var mean = batch.Rows == 0 ? Model.MeanSquaredDistance : ((Model.MeanSquaredDistance * before) + distances) / (before + batch.Rows);
        return new OnlineKMeans(
            Model.With(centroids, mean),
            [.. _weights.Select((weight, i) => (weight * left) + counts[i])]);
    }

    private static double SquaredDistances(FeatureMatrix scaled, double[] centroids, int[] segments)
    {
        var sum = 0.0;
        for (var i = 0; i < segments.Length; i++)
        {
            var row = scaled.Row(i);
            for (var j = 0; j < row.Length; j++)
            {
                var difference = row[j] - centroids[(segments[i] * row.Length) + j];
                sum += difference * difference;
            }
        }

        return sum;
    }
}
