namespace SegmentationUpdates.Clustering.Drift;

/// <summary>
/// Population stability index: sum over bins of (actual - expected) · ln(actual / expected), the symmetrised Kullback-Leibler divergence of two histograms.
/// By common practice below 0.1 is stable and above 0.25 a shift. Pure chance adds about (bins - 1) · (1 / actual rows + 1 / training rows).
/// </summary>
public static class PopulationStability
{
    /// <summary>
    /// A share below this counts as this, so that an empty bin adds a finite amount: at most 9.2 (ln 10,000) for a bin that everything moved to.
    /// </summary>
    public const double LeastShare = 1e-4;

    /// <summary>The index of counts against shares; 0 if nothing was counted.</summary>
    /// <param name="expectedShares">Share of each bin in training, 0 to 1.</param>
    /// <param name="counts">Rows, or weights, in the same bins; not negative.</param>
    /// <exception cref="ArgumentException">Different numbers of bins.</exception>
    public static double Index(IReadOnlyList<double> expectedShares, ReadOnlySpan<double> counts)
    {
        ArgumentNullException.ThrowIfNull(expectedShares);
        if (expectedShares.Count != counts.Length)
        {
            throw new ArgumentException($"There are {expectedShares.Count} expected bins but {counts.Length} counted.", nameof(counts));
        }

        var total = 0.0;
        foreach (var count in counts)
        {
            total += count;
        }

        var index = 0.0;
        for (var i = 0; i < counts.Length && total > 0; i++)
        {
            var expected = Math.Max(expectedShares[i], LeastShare);
            var actual = Math.Max(counts[i] / total, LeastShare);
            index += (actual - expected) * Math.Log(actual / expected);
        }

        return index;
    }
}
