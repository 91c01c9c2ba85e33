using MathNet.Numerics;

namespace SegmentationUpdates.Clustering.Drift;

/// <summary>
/// How probable it is that two samples of one population differ as much as these do, or more. The training rows are a sample as well: with few of
/// them nothing can be told by many later ones.
/// </summary>
internal static class TwoSamples
{
    // Below it the distribution of chi-square's statistic is not that of chi-square; by Cochran (1954).
    private const double LeastExpected = 5;

    /// <summary>Two means, by their difference and the variance of one row. Two-sided.</summary>
    public static double OfMeans(double difference, double variance, double rows, double otherRows) => difference == 0
        ? 1
        : SpecialFunctions.Erfc(Math.Abs(difference) / Math.Sqrt(2 * variance * ((1 / rows) + (1 / otherRows))));

    /// <summary>Two counts, exactly: all that were counted fall to the samples by their sizes (Przyborowski and Wilenski, 1940). Two-sided.</summary>
    public static double OfCounts(double count, double rows, double otherCount, double otherRows)
    {
        var (all, share) = (count + otherCount, rows / (rows + otherRows));
        return Math.Min(1, 2 * Math.Min(AtLeast(count, all, share), AtLeast(otherCount, all, 1 - share)));
    }

    /// <summary>
    /// Two histograms: Pearson's chi-square for two rows of a table. Neighbouring bins are taken together until each sample can be expected to have
    /// five rows in it.
    /// </summary>
    /// <param name="counts">Rows in each bin.</param>
    /// <param name="otherShares">Share of the other sample in the same bins.</param>
    /// <param name="otherRows">How many rows the other sample has.</param>
    public static double OfHistograms(ReadOnlySpan<double> counts, IReadOnlyList<double> otherShares, double otherRows)
    {
        var rows = 0.0;
        foreach (var count in counts)
        {
            rows += count;
        }

        var (statistic, bins, own, other) = (0.0, 0, 0.0, 0.0);
        var (lastOwn, lastOther) = (0.0, 0.0);
        for (var i = 0; i < counts.Length; i++)
        {
            (own, other) = (own + counts[i], other + (otherShares[i] * otherRows));
            if ((own + other) * Math.Min(rows, otherRows) / (rows + otherRows) >= LeastExpected)
            {
                statistic += Term(own, other);
                bins++;
                (lastOwn, lastOther, own, other) = (own, other, 0, 0);
            }
        }

        if (bins > 0 && own + other > 0)
        {
            // What is left goes to the last bin.
            statistic += Term(lastOwn + own, lastOther + other) - Term(lastOwn, lastOther);
        }

        return bins < 2 ? 1 : SpecialFunctions.GammaUpperRegularized((bins - 1) / 2.0, statistic / 2);

        double Term(double mine, double theirs)
        {
            var difference = (mine * Math.Sqrt(otherRows / rows)) - (theirs * Math.Sqrt(rows / otherRows));
            return difference * difference / (mine + theirs);
        }
    }

    // P(X >= count) of a binomial distribution.
    private static double AtLeast(double count, double all, double share) =>
        count <= 0 ? 1 : SpecialFunctions.BetaRegularized(count, all - count + 1, share);
}
