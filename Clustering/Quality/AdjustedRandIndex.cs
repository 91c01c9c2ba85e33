using System.Runtime.InteropServices;

namespace SegmentationUpdates.Clustering.Quality;

/// <summary>
/// How much two partitions of the same rows agree, corrected for chance (Hubert and Arabie, Comparing partitions, 1985): 1 for the same partition
/// whatever the clusters are called, 0 on average for independent ones, negative for less agreement than chance gives.
/// </summary>
public static class AdjustedRandIndex
{
    /// <summary>
    /// Computes the index from pairs of rows counted exactly, in one pass. Identical partitions give exactly 1, trivial ones (one cluster, or every
    /// row its own) and those of fewer than two rows included.
    /// </summary>
    /// <param name="a">A cluster per row; any numbers.</param>
    /// <param name="b">A cluster per row, as many.</param>
    /// <exception cref="ArgumentException">Different numbers of rows.</exception>
    public static double Compute(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        if (a.Length != b.Length)
        {
            throw new ArgumentException($"The partitions have {a.Length} and {b.Length} rows; they must be of the same rows.", nameof(b));
        }

        var cells = new Dictionary<(int A, int B), long>();
        var first = new Dictionary<int, long>();
        var second = new Dictionary<int, long>();
        for (int start = 0, end; start < a.Length; start = end)
        {
            // Runs of the same pair are counted at once: sorted or few-valued input costs hardly any look-ups.
            for (end = start + 1; end < a.Length && a[end] == a[start] && b[end] == b[start]; end++)
            {
            }

            CollectionsMarshal.GetValueRefOrAddDefault(cells, (a[start], b[start]), out _) += end - start;
            CollectionsMarshal.GetValueRefOrAddDefault(first, a[start], out _) += end - start;
            CollectionsMarshal.GetValueRefOrAddDefault(second, b[start], out _) += end - start;
        }

        // (index - expected) / (maximum - expected), times twice the number of all pairs: whole numbers up to the division.
        Int128 together = Pairs(cells.Values);
        Int128 inFirst = Pairs(first.Values);
        Int128 inSecond = Pairs(second.Values);
        Int128 all = Pairs([a.Length]);
        var above = 2 * ((all * together) - (inFirst * inSecond));
        var most = (all * (inFirst + inSecond)) - (2 * inFirst * inSecond);
        return most == 0 ? 1 : (double)above / (double)most;
    }

    private static Int128 Pairs(IEnumerable<long> sizes)
    {
        Int128 pairs = 0;
        foreach (var size in sizes)
        {
            pairs += (Int128)size * (size - 1) / 2;
        }

        return pairs;
    }
}
