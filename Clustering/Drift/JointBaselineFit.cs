using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Scoring;

namespace SegmentationUpdates.Clustering.Drift;

/// <summary>Takes the reference of a model from the rows that it was trained on.</summary>
internal static class JointBaselineFit
{
    private const double StrangerQuantile = .99;

    /// <param name="rows">n × columns scaled values, imputed.</param>
    /// <param name="centroids">k × columns.</param>
    /// <param name="missingShares">Of each feature.</param>
    public static JointBaseline Of(double[] rows, double[] centroids, IReadOnlyList<double> missingShares)
    {
        var columns = missingShares.Count;
        var count = rows.Length / columns;
        var (centers, deviations) = Spread(rows, columns);
        var moments = new StandardisedMoments(centers, deviations);
        var lanes = new CentroidLanes(centroids, columns);
        var distances = new double[count];
        for (var i = 0; i < count; i++)
        {
            moments.Add(rows.AsSpan(i * columns, columns));
            lanes.Nearest(ref rows[i * columns], out distances[i]);
        }

        Array.Sort(distances);
        var mean = distances.Average();
        var edge = distances[Math.Max(0, (int)Math.Ceiling(StrangerQuantile * count) - 1)];
        return new JointBaseline(
            count,
            centers,
            deviations,
            moments.Means(),
            moments.Products(),
            moments.ProductVariances(),
            missingShares,
            Finite(distances.Average(distance => (distance - mean) * (distance - mean))),
            Finite(edge),
            (double)distances.Count(distance => distance > edge) / count);
    }

    private static (double[] Centers, double[] Deviations) Spread(double[] rows, int columns)
    {
        var count = rows.Length / columns;
        var (centers, deviations) = (new double[columns], new double[columns]);
        for (var at = 0; at < rows.Length; at++)
        {
            centers[at % columns] += rows[at] / count;
        }

        for (var at = 0; at < rows.Length; at++)
        {
            var difference = rows[at] - centers[at % columns];
            deviations[at % columns] += difference * difference / count;
        }

        return (centers, [.. deviations.Select(variance => Finite(Math.Sqrt(variance)))]);
    }

    // Squares of giant values. Nothing is a shift of what spreads so far.
    private static double Finite(double value) => Math.Min(value, double.MaxValue);
}
