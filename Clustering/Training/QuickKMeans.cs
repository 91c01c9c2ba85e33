using SegmentationUpdates.Clustering.Scoring;

namespace SegmentationUpdates.Clustering.Training;

// Not for secrets, and seeded so that it repeats itself.
#pragma warning disable CA5394

/// <summary>
/// A few starts by k-means++ (Arthur and Vassilvitskii, 2007) and Lloyd's iterations: for the many small clusterings that a choice of k takes, where
/// the very best solution of each does not matter but the same care for all does.
/// </summary>
internal static class QuickKMeans
{
    private const int MostPasses = 60;
    private const double Tolerance = 1e-3;

    /// <summary>The best of the starts; null where the rows differ too little for k clusters.</summary>
    public static Candidate? Run(CanonicalRows rows, int k, int starts, Random random, CancellationToken cancellationToken)
    {
        Candidate? best = null;
        var lloyd = new Lloyd(rows, k, parallel: false);
        for (var start = 0; start < (k == 1 ? 1 : starts); start++)
        {
            try
            {
                var found = lloyd.Run(Seeds(rows, k, random), MostPasses, Tolerance, cancellationToken);
                best = best is null || found.Inertia < best.Inertia ? found : best;
            }
            catch (UnclusterableDataException)
            {
                return null;
            }
        }

        return best;
    }

    /// <summary>k rows, each drawn with a chance that grows with the square of its distance to those before.</summary>
    public static double[] Seeds(CanonicalRows rows, int k, Random random)
    {
        var columns = rows.Columns;
        var seeds = new double[k * columns];
        var nearest = new double[rows.Count];
        Array.Fill(nearest, double.PositiveInfinity);
        var next = random.Next(rows.Count);
        for (var c = 0; ; c++)
        {
            rows.Row(next).CopyTo(seeds.AsSpan(c * columns));
            if (c == k - 1)
            {
                return seeds;
            }

            var sum = 0.0;
            for (var i = 0; i < nearest.Length; i++)
            {
                nearest[i] = Math.Min(nearest[i], SquaredDistance(rows.Row(i), rows.Row(next)));
                sum += nearest[i];
            }

            next = Drawn(nearest, random.NextDouble() * sum);
        }
    }

    /// <summary>The cluster of each row.</summary>
    public static int[] Assign(CanonicalRows rows, double[] centroids)
    {
        var lanes = new CentroidLanes(centroids, rows.Columns);
        var clusters = new int[rows.Count];
        for (var i = 0; i < clusters.Length; i++)
        {
            clusters[i] = lanes.Nearest(ref rows.Values[i * rows.Columns], out _);
        }

        return clusters;
    }

    /// <summary>The index at which the sum of the weights passes a number.</summary>
    public static int Drawn(double[] weights, double at)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            at -= weights[i];
            if (at < 0)
            {
                return i;
            }
        }

        return Array.IndexOf(weights, weights.Max());
    }

    public static double SquaredDistance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }

        return sum;
    }
}
#pragma warning restore CA5394
