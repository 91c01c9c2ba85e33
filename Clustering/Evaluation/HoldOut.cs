using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Quality;
using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Clustering.Evaluation;

// Not for secrets, and seeded so that it repeats itself.
#pragma warning disable CA5394

/// <summary>Segments made from one half of the customers, and what the other half makes of them.</summary>
/// <param name="Training">The training on the first half.</param>
/// <param name="Trained">Indices of the customers of the first half.</param>
/// <param name="Held">Indices of the others.</param>
/// <param name="HeldSegments">The segment of each of the others.</param>
/// <param name="HeldInertia">Mean squared distance of the others to their centroids, in the scaled units of the training.</param>
/// <param name="Stability">
/// Adjusted Rand index over all customers between these segments and as many made from the other half: 1 is the same, 0 no more alike than by chance.
/// </param>
public sealed record HoldOut(TrainingResult Training, int[] Trained, int[] Held, int[] HeldSegments, double HeldInertia, double Stability)
{
    /// <summary>Mean squared distance of the customers that the segments were made from.</summary>
    public double TrainedInertia => Training.Inertia / Training.Rows;

    /// <summary>Divides the customers at random, and trains on each half.</summary>
    /// <param name="data">Rows in natural units.</param>
    /// <param name="options">How to cluster.</param>
    /// <param name="cancellationToken">Takes effect before the next pass.</param>
    /// <inheritdoc cref="SegmentationTrainer.Train(FeatureMatrix, CancellationToken)" path="/exception"/>
    public static HoldOut Run(FeatureMatrix data, ClusteringOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        var order = Enumerable.Range(0, data.Rows).ToArray();
        new Random(options.Seed).Shuffle(order);
        int[] trained = [.. order.Take(data.Rows / 2).Order()];
        int[] held = [.. order.Skip(data.Rows / 2).Order()];
        var first = new SegmentationTrainer(options).Train(Rows(data, trained), cancellationToken);
        var again = new ClusteringOptions
        {
            K = first.Model.K,
            Seed = options.Seed,
            Features = options.Features,
            SmallestShare = options.SmallestShare,
            SampleSize = options.SampleSize,
            Restarts = options.Restarts,
        };
        var second = new SegmentationTrainer(again).Train(Rows(data, held), cancellationToken);
        var (bySecond, _) = Assign(second, data);
        var (byFirst, distances) = Assign(first, data);
        return new HoldOut(
            first, trained, held, [.. held.Select(i => byFirst[i])], held.Average(i => distances[i]), AdjustedRandIndex.Compute(byFirst, bySecond));
    }

    private static FeatureMatrix Rows(FeatureMatrix data, int[] rows) => new(data.ColumnNames, [.. rows.SelectMany(i => data.Row(i).ToArray())]);

    private static (int[] Segments, double[] Distances) Assign(TrainingResult training, FeatureMatrix data)
    {
        var segments = new int[data.Rows];
        var distances = new double[data.Rows];
        training.Model.Assign(data, segments, distances);
        return (segments, distances);
    }
}
#pragma warning restore CA5394
