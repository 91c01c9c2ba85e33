using SegmentationUpdates.Clustering.Quality;

namespace SegmentationUpdates.Clustering.Training;

// Not for secrets, and seeded so that it repeats itself.
#pragma warning disable CA5394

/// <summary>
/// How much the clusters depend on who happens to be among the rows (Ben-Hur, Elisseeff and Guyon, A stability based method for discovering structure in
/// clustered data, 2002): the mean adjusted Rand index between the clusterings of random halves of the rows, each applied to all rows.
/// </summary>
internal static class Stability
{
    private const int Halves = 6;
    private const int Starts = 5;

    /// <summary>1 where every half gives the same clusters, near 0 where they are no more alike than by chance; null where a half differs too little.</summary>
    public static double? Of(CanonicalRows rows, int k, int seed, CancellationToken cancellationToken)
    {
        var clusters = new int[Halves][];
        for (var half = 0; half < Halves; half++)
        {
            var random = new Random(seed + half);
            if (QuickKMeans.Run(Half(rows, random), k, Starts, random, cancellationToken) is not { } found)
            {
                return null;
            }

            clusters[half] = QuickKMeans.Assign(rows, found.Centroids);
        }

        return Enumerable.Range(1, Halves - 1)
            .SelectMany(i => Enumerable.Range(0, i).Select(j => AdjustedRandIndex.Compute(clusters[i], clusters[j])))
            .Average();
    }

    private static CanonicalRows Half(CanonicalRows rows, Random random)
    {
        var order = Enumerable.Range(0, rows.Count).ToArray();
        random.Shuffle(order);
        return rows.Pick(order.AsSpan(0, Math.Max(1, rows.Count / 2)));
    }
}
#pragma warning restore CA5394
