using SegmentationUpdates.Clustering.Features;

namespace SegmentationUpdates.Clustering.Tests.Training;

/// <summary>
/// k-means as scikit-learn does it, in plain loops that share nothing with the library: greedy k-means++ (2 + log k candidates per centroid), then
/// Lloyd's iterations until nothing moves.
/// </summary>
internal static class ReferenceKMeans
{
    /// <summary>Inertia of the best of independent starts.</summary>
    public static double BestInertia(FeatureMatrix scaled, int k, int starts, int seed)
    {
        var inertias = new double[starts];
        Parallel.For(0, starts, start => inertias[start] = Lloyd(scaled, Seed(scaled, k, new Random(seed + start))));
        return inertias.Min();
    }

    private static double[][] Seed(FeatureMatrix scaled, int k, Random random)
    {
        var centroids = new List<double[]> { scaled.Row(random.Next(scaled.Rows)).ToArray() };
        var distances = Nearer(scaled, centroids[0], null);
        while (centroids.Count < k)
        {
            var best = Enumerable.Range(0, 2 + (int)Math.Log(k))
                .Select(_ => scaled.Row(Draw(distances, random)).ToArray())
                .Select(row => (Row: row, Distances: Nearer(scaled, row, distances)))
                .MinBy(candidate => candidate.Distances.Sum());
            centroids.Add(best.Row);
            distances = best.Distances;
        }

        return [.. centroids];
    }

    private static int Draw(double[] weights, Random random)
    {
        var left = random.NextDouble() * weights.Sum();
        var i = 0;
        while (i < weights.Length - 1 && (left -= weights[i]) > 0)
        {
            i++;
        }

        return i;
    }

    private static double[] Nearer(FeatureMatrix scaled, double[] centroid, double[]? before)
    {
        var distances = new double[scaled.Rows];
        for (var i = 0; i < distances.Length; i++)
        {
            distances[i] = Math.Min(before?[i] ?? double.PositiveInfinity, Distance(scaled.Row(i), centroid));
        }

        return distances;
    }

    private static double Lloyd(FeatureMatrix scaled, double[][] centroids)
    {
        var assigned = new int[scaled.Rows];
        for (var iteration = 0; ; iteration++)
        {
            var sums = centroids.Select(c => new double[c.Length]).ToArray();
            var counts = new int[centroids.Length];
            var inertia = 0.0;
            var changed = iteration == 0;
            for (var i = 0; i < scaled.Rows; i++)
            {
                var row = scaled.Row(i);
                var (nearest, least) = (0, double.PositiveInfinity);
                for (var c = 0; c < centroids.Length; c++)
                {
                    if (Distance(row, centroids[c]) is var distance && distance < least)
                    {
                        (nearest, least) = (c, distance);
                    }
                }

                changed |= assigned[i] != nearest;
                assigned[i] = nearest;
                inertia += least;
                counts[nearest]++;
                for (var j = 0; j < row.Length; j++)
                {
                    sums[nearest][j] += row[j];
                }
            }

            if (!changed || iteration == 1000)
            {
                return inertia;
            }

            centroids = [.. sums.Select((sum, c) => counts[c] == 0 ? centroids[c] : sum.Select(s => s / counts[c]).ToArray())];
        }
    }

    private static double Distance(ReadOnlySpan<double> row, double[] centroid)
    {
        var sum = 0.0;
        for (var j = 0; j < centroid.Length; j++)
        {
            sum += (row[j] - centroid[j]) * (row[j] - centroid[j]);
        }

        return sum;
    }
}
