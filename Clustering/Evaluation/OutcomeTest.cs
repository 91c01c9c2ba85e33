using SegmentationUpdates.Clustering.Quality;

namespace SegmentationUpdates.Clustering.Evaluation;

// Not for secrets, and seeded so that it repeats itself.
#pragma warning disable CA5394

/// <summary>Measures what a division of customers says about an outcome.</summary>
public static class OutcomeTest
{
    private const int Permutations = 999;

    /// <summary>Normal quantile of a two-sided interval of 95 %.</summary>
    private const double Quantile = 1.959963984540054;

    /// <summary>An outcome that is a number.</summary>
    /// <param name="labels">Name of each segment.</param>
    /// <param name="segments">The segment of each customer.</param>
    /// <param name="outcome">The outcome of each, as many and finite.</param>
    /// <param name="seed">The same seed gives the same p-value.</param>
    public static OutcomeReport OfNumber(IReadOnlyList<string> labels, int[] segments, double[] outcome, int seed)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(segments);
        ArgumentNullException.ThrowIfNull(outcome);
        var members = labels.Select((_, s) => outcome.Where((_, i) => segments[i] == s).ToArray()).ToArray();
        return new OutcomeReport(
            [.. labels.Select((label, s) => (label, Values: members[s])).Where(segment => segment.Values.Length > 0).Select(segment =>
                new SegmentOutcome(segment.label, segment.Values.Length, segment.Values.Average()) { Median = Median.WithRange(segment.Values).Median })],
            Explained(segments, outcome, labels.Count),
            Chance(segments, outcome, labels.Count, seed))
        {
            RankEtaSquared = Explained(segments, Ranks(outcome), labels.Count),
        };
    }

    /// <summary>An outcome of two values.</summary>
    /// <param name="labels">Name of each segment.</param>
    /// <param name="segments">The segment of each customer.</param>
    /// <param name="outcome">0 or 1 for each.</param>
    /// <param name="expected">Of each segment the share of 1 in the half that was trained on.</param>
    /// <param name="seed">The same seed gives the same p-value.</param>
    public static OutcomeReport OfTwoValues(IReadOnlyList<string> labels, int[] segments, double[] outcome, double[] expected, int seed)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(segments);
        ArgumentNullException.ThrowIfNull(outcome);
        ArgumentNullException.ThrowIfNull(expected);
        var explained = Explained(segments, outcome, labels.Count);
        var rows = labels.Select((label, s) => Share(label, [.. outcome.Where((_, i) => segments[i] == s)])).ToArray();
        var best = Enumerable.Range(0, labels.Count).Where(s => rows[s].Customers > 0).MaxBy(s => expected[s]);
        return new OutcomeReport([.. rows.Where(row => row.Customers > 0)], explained, Chance(segments, outcome, labels.Count, seed))
        {
            CramersV = Math.Sqrt(explained),
            Auc = Auc([.. segments.Select(s => expected[s])], outcome),
            Lift = outcome.Average() is > 0 and var all ? rows[best].Mean / all : null,
        };
    }

    /// <summary>Sum of squares between the segments over that of all; 0 where there is nothing to explain.</summary>
    internal static double Explained(int[] segments, double[] outcome, int k)
    {
        var mean = outcome.Average();
        var sums = new double[k];
        var sizes = new int[k];
        var all = 0.0;
        for (var i = 0; i < outcome.Length; i++)
        {
            sums[segments[i]] += outcome[i] - mean;
            sizes[segments[i]]++;
            all += (outcome[i] - mean) * (outcome[i] - mean);
        }

        var between = sums.Select((sum, s) => sizes[s] == 0 ? 0 : sum * sum / sizes[s]).Sum();
        return all > 0 ? Math.Clamp(between / all, 0, 1) : 0;
    }

    private static double Chance(int[] segments, double[] outcome, int k, int seed)
    {
        var explained = Explained(segments, outcome, k);
        var random = new Random(seed);
        var dealt = segments.ToArray();
        var asMuch = 1;
        for (var i = 0; i < Permutations; i++)
        {
            random.Shuffle(dealt);
            asMuch += Explained(dealt, outcome, k) >= explained * (1 - 1e-12) ? 1 : 0;
        }

        return asMuch / (Permutations + 1.0);
    }

    /// <summary>1 for the smallest; equal values share the mean of their ranks.</summary>
    internal static double[] Ranks(double[] values)
    {
        var order = Enumerable.Range(0, values.Length).ToArray();
        Array.Sort(values.ToArray(), order);
        var ranks = new double[values.Length];
        for (int start = 0, end; start < order.Length; start = end)
        {
            for (end = start + 1; end < order.Length && values[order[end]] == values[order[start]]; end++)
            {
            }

            for (var i = start; i < end; i++)
            {
                ranks[order[i]] = (start + end + 1) / 2.0;
            }
        }

        return ranks;
    }

    /// <summary>By the rank sum of Mann and Whitney (1947).</summary>
    private static double? Auc(double[] scores, double[] outcome)
    {
        double with = outcome.Count(value => value > 0);
        var without = outcome.Length - with;
        var ranks = Ranks(scores);
        return with > 0 && without > 0
            ? (ranks.Where((_, i) => outcome[i] > 0).Sum() - (with * (with + 1) / 2)) / (with * without)
            : null;
    }

    private static SegmentOutcome Share(string label, double[] values)
    {
        if (values.Length == 0)
        {
            return new SegmentOutcome(label, 0, 0);
        }

        double n = values.Length;
        var share = values.Average();
        var squared = Quantile * Quantile;
        var middle = (share + (squared / (2 * n))) / (1 + (squared / n));
        var half = Quantile / (1 + (squared / n)) * Math.Sqrt((share * (1 - share) / n) + (squared / (4 * n * n)));
        return new SegmentOutcome(label, values.Length, share) { Low = Math.Max(0, middle - half), High = Math.Min(1, middle + half) };
    }
}
#pragma warning restore CA5394
