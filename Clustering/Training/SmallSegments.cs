using System.Globalization;

namespace SegmentationUpdates.Clustering.Training;

/// <summary>
/// Keeps segments from being too small to act on. Customers in groups that are too small are set aside (trimmed k-means: Cuesta-Albertos, Gordaliza and
/// Matrán, 1997), the others are divided into as many segments as were asked for, and those set aside count with the nearest.
/// </summary>
internal static class SmallSegments
{
    /// <summary>More than this share is not set aside: it would no longer be a few who are odd.</summary>
    private const double MostAside = .1;

    /// <summary>Customers that a segment must have: the share, but never more than a quarter of what equal segments would have.</summary>
    public static int Fewest(int rows, int k, double share) => (int)Math.Ceiling(rows * Math.Min(share, .25 / k) * (1 - 1e-12));

    /// <summary>
    /// The solution, with its inertia over all rows; the rows that were not set aside; and what was done about segments that were too small as a
    /// sentence, null if nothing was.
    /// </summary>
    /// <param name="rows">All rows.</param>
    /// <param name="k">Number of segments.</param>
    /// <param name="share">Smallest share of a segment; 0 for any.</param>
    /// <param name="solve">Finds the best solution of the rows it is given; told whether it may be the last, which deserves all care.</param>
    /// <param name="cancellationToken">Takes effect before the next pass.</param>
    public static (Candidate Solution, CanonicalRows Kept, string? Remark) Avoid(
        CanonicalRows rows, int k, double share, Func<CanonicalRows, bool, Candidate> solve, CancellationToken cancellationToken)
    {
        var best = solve(rows, true);
        var fewest = Fewest(rows.Count, k, share);
        if (fewest <= 1 || k == 1)
        {
            return (best, rows, null);
        }

        var pass = new LloydPass(rows, k);
        pass.Run(best.Centroids, parallel: true, cancellationToken);
        if (pass.Counts.Min() >= fewest)
        {
            return (best, rows, null);
        }

        var smallest = pass.Counts.Min();
        var (found, kept) = (best, rows);
        while (true)
        {
            kept = Without(kept, found.Centroids, [.. pass.Counts.Select(count => count < fewest)]);
            if (rows.Count - kept.Count > MostAside * rows.Count || kept.DistinctUpTo(k) < k)
            {
                return (best, rows, Failed(smallest, rows.Count, k, share));
            }

            found = solve(kept, false);
            pass.Run(found.Centroids, parallel: true, cancellationToken);
            if (pass.Counts.Min() >= fewest)
            {
                var thorough = solve(kept, true);
                pass.Run(thorough.Centroids, parallel: true, cancellationToken);
                if (pass.Counts.Min() >= fewest)
                {
                    return (thorough with { Inertia = pass.Inertia }, kept, SetAside(rows.Count - kept.Count, share));
                }

                pass.Run(found.Centroids, parallel: true, cancellationToken);
                return (found with { Inertia = pass.Inertia }, kept, SetAside(rows.Count - kept.Count, share));
            }
        }
    }

    private static string Failed(int smallest, int rows, int k, double share) =>
        $"The smallest segment has {Number(smallest)} of {Number(rows)} customers, below Segmentation:Clustering:SmallestShare = {Share(share)}: these "
        + "customers "
            + $"cannot be divided into {k} segments that are all larger.";

    private static string SetAside(int customers, double share) =>
        $"{Number(customers)} customers would make segments below Segmentation:Clustering:SmallestShare = {Share(share)}: they count "
        + "with the nearest segment and "
            + "do not shape it.";

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Share(double share) => share.ToString(CultureInfo.InvariantCulture);

    private static CanonicalRows Without(CanonicalRows rows, double[] centroids, bool[] small)
    {
        var clusters = QuickKMeans.Assign(rows, centroids);
        return rows.Pick([.. Enumerable.Range(0, rows.Count).Where(row => !small[clusters[row]])]);
    }
}
