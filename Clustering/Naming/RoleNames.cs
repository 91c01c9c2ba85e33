using SegmentationUpdates.Clustering.Features;

namespace SegmentationUpdates.Clustering.Naming;

/// <summary>
/// The names of three segments whose features measure value and recency: the one with the best score, and of the others the one whose customers have
/// been away for longer, and the one whose have not.
/// </summary>
internal static class RoleNames
{
    public const string Best = "High-value";
    public const string Present = "Budget-conscious";
    public const string Away = "At risk / inactive customers";

    // So much of the range of all scores, and so many standard deviations of recency, it takes before a name changes hands.
    private const double ScoreMargin = .1;
    private const double RecencyMargin = .1;

    private static readonly string[] Value = ["balance", "customer_lifetime_value", "avg_transaction_amt", "monetary", "spending_per_month"];
    private static readonly string[] Recency = ["days_from_last_transaction", "recency_days"];

    /// <summary>Whether there are three segments, and features for what the names say: value, which ranks, and recency.</summary>
    public static bool Apply(int k, IReadOnlyList<Feature> features) =>
        k == 3
        && features.Any(feature => feature.Weight != 0 && Value.Contains(feature.Name, StringComparer.Ordinal))
        && features.Any(feature => feature.Weight < 0 && Recency.Contains(feature.Name, StringComparer.Ordinal));

    /// <summary>The name for each segment, or null where that would not be true.</summary>
    /// <param name="training">Of three segments.</param>
    /// <param name="present">The names there are: one of these changes hands beyond a margin only. Null for none.</param>
    public static string?[] Of(DescribedSegments training, IReadOnlyList<string>? present)
    {
        var profiles = training.Segments;
        var scores = profiles.Select(profile => profile.Score).ToList();
        var recency = training.Features.ToList().FindIndex(feature => Recency.Contains(feature.Name, StringComparer.Ordinal));

        var best = scores.IndexOf(scores.Max());
        var holder = IndexOf(present, Best);
        if (holder >= 0 && scores[best] - scores[holder] <= ScoreMargin * (scores.Max() - scores.Min()))
        {
            best = holder;
        }

        int[] others = [.. Enumerable.Range(0, profiles.Count).Where(i => i != best)];
        var away = profiles[others[0]].Deviations[recency] > profiles[others[1]].Deviations[recency] ? others[0] : others[1];
        holder = IndexOf(present, Away);
        if (others.Contains(holder) && profiles[away].Deviations[recency] - profiles[holder].Deviations[recency] <= RecencyMargin)
        {
            away = holder;
        }

        return
        [
            .. Enumerable.Range(0, profiles.Count).Select(i =>
                i == best ? (IsBeside(training, i, 1) ? Best : null)
                : i == away ? (Trait.Side(training, i, recency) > 0 ? Away : null)
                : IsBeside(training, i, -1) ? Present : null),
        ];
    }

    private static int IndexOf(IReadOnlyList<string>? names, string name) => names?.ToList().IndexOf(name) ?? -1;

    // Whether at least one of the features that measure value is on that side of the average customer's.
    private static bool IsBeside(DescribedSegments training, int segment, int side) =>
        Enumerable.Range(0, training.Features.Count)
            .Any(i => Value.Contains(training.Features[i].Name, StringComparer.Ordinal) && Trait.Side(training, segment, i) == side);
}
