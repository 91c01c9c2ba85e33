namespace SegmentationUpdates.Clustering.Features;

/// <summary>
/// Bins at the deciles of a column. A value that fills a bin alone gets one to itself, with edges halfway to its neighbours: a column that is mostly zero,
/// or takes few values, or only one, is told apart from one that moved, in either direction.
/// </summary>
internal static class QuantileBins
{
    private const int Bins = 10;

    /// <summary>Edges and shares as <see cref="FeatureBaseline"/> holds them, from ascending finite values.</summary>
    public static (double[] Edges, double[] Shares) Fit(ReadOnlySpan<double> sorted)
    {
        var edges = new SortedSet<double>();
        for (var bin = 1; bin < Bins && sorted.Length > 0; bin++)
        {
            // A value of the data, not one between two: edges between few values would only make empty bins.
            var decile = sorted[(int)((((long)bin * sorted.Length) + Bins - 1) / Bins) - 1];
            var first = CountBelow(sorted, decile, inclusive: false);
            var after = CountBelow(sorted, decile, inclusive: true);
            if ((after - first) * (long)Bins < sorted.Length || first == after)
            {
                edges.Add(decile + 0.0);
                continue;
            }

            // Wider than the last bits of the value, so that a value that went through text is still the same.
            var margin = 1e-9 * Math.Max(1, Math.Abs(decile));
            edges.Add(first > 0 ? (sorted[first - 1] / 2) + (decile / 2) + 0.0 : decile - margin);
            edges.Add(after < sorted.Length ? (decile / 2) + (sorted[after] / 2) + 0.0 : decile + margin);
        }

        edges.RemoveWhere(edge => !double.IsFinite(edge));
        return ([.. edges], Shares(sorted, [.. edges]));
    }

    private static double[] Shares(ReadOnlySpan<double> sorted, double[] edges)
    {
        var shares = new double[edges.Length + 1];
        var before = 0;
        for (var i = 0; i < edges.Length; i++)
        {
            var through = CountBelow(sorted, edges[i], inclusive: true);
            shares[i] = (double)(through - before) / sorted.Length;
            before = through;
        }

        shares[^1] = sorted.Length == 0 ? 1 : (double)(sorted.Length - before) / sorted.Length;
        return shares;
    }

    private static int CountBelow(ReadOnlySpan<double> sorted, double value, bool inclusive)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (sorted[middle] < value || (inclusive && sorted[middle] == value))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
