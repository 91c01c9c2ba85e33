using SegmentationUpdates.Clustering.Features;

namespace SegmentationUpdates.Clustering.Scoring;

/// <summary>Names of segments, best first.</summary>
internal static class SegmentLabels
{
    // What the names of three segments speak of: of value, and of activity. "At risk" says nothing true of customers whose activity nobody looked at.
    private static readonly string[] Value = ["balance", "customer_lifetime_value", "avg_transaction_amt", "monetary", "recent_transaction_amt", "spending_per_month"];
    private static readonly string[] Activity =
        ["days_from_last_transaction", "num_transactions", "digital_engagement_score", "recency_days", "frequency", "payments_per_month"];

    /// <summary>Whether the names of three segments are true of what these features rank: value and activity.</summary>
    public static bool CanName(IEnumerable<Feature?> features)
    {
        string[] ranking = [.. features.Where(feature => feature is { Weight: not 0 }).Select(feature => feature!.Name)];
        return ranking.Any(Value.Contains) && ranking.Any(Activity.Contains);
    }

    /// <summary>Numbered, but for one segment, and for three whose names would say who is worth more and who is leaving: see <see cref="CanName"/>.</summary>
    public static string[] Default(int k, bool named = true) => k switch
    {
        1 => ["All customers"],
        3 when named => ["High-value", "Budget-conscious", "At risk / inactive customers"],
        _ => [.. Enumerable.Range(1, k).Select(rank => $"Segment {rank}")],
    };

    /// <summary>What is wrong with the labels, or null.</summary>
    public static string? Problem(IReadOnlyList<string?> labels)
    {
        if (labels.Count == 0)
        {
            return "there are no labels";
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < labels.Count; i++)
        {
            var label = labels[i];
            if (string.IsNullOrWhiteSpace(label))
            {
                return $"label {i} is empty";
            }

            if (label.Length > SegmentationModel.MaxLabelLength)
            {
                return $"label '{label}' is longer than {SegmentationModel.MaxLabelLength} characters";
            }

            if (!seen.Add(label))
            {
                return $"label '{label}' is given twice";
            }
        }

        return null;
    }

    /// <exception cref="ArgumentException">Empty, too long or repeated.</exception>
    public static void Check(IReadOnlyList<string> labels)
    {
        if (Problem(labels) is { } problem)
        {
            throw new ArgumentException($"A model needs distinct labels: {problem}.", nameof(labels));
        }
    }
}
