using System.Collections.Frozen;

namespace SegmentationUpdates.Clustering.Explanation;

/// <summary>How to speak of a feature.</summary>
internal static class FeaturePhrases
{
    private static readonly FrozenDictionary<string, (string Noun, string Higher, string Lower)> Known =
        new Dictionary<string, (string, string, string)>(StringComparer.Ordinal)
        {
            ["income"] = ("income", "earns more", "earns less"),
            ["balance"] = ("balance", "keeps a higher balance", "keeps a lower balance"),
            ["debt"] = ("debt", "owes more", "owes less"),
            ["customer_lifetime_value"] = ("lifetime value", "has a higher lifetime value", "has a lower lifetime value"),
            ["tenure"] = ("tenure", "has been a customer for longer", "has not been a customer for as long"),
            ["credit_default"] = ("credit default", "has defaulted on credit more often", "has defaulted on credit less often"),
            ["days_from_last_transaction"] =
                ("days from last transaction", "has been inactive for longer", "was active more recently"),
            ["avg_transaction_amt"] = ("average transaction amount", "spends more per transaction", "spends less per transaction"),
            ["num_transactions"] = ("number of transactions", "makes more transactions", "makes fewer transactions"),
            ["spending_per_month"] = ("spending per month", "spends more a month", "spends less a month"),
            ["payments_per_month"] = ("payments per month", "pays more often", "pays less often"),
            ["recent_transaction_amt"] = ("recent transaction amount", "has lately spent more per transaction", "has lately spent less per transaction"),
            ["digital_engagement_score"] = ("digital engagement score", "uses digital services more", "uses digital services less"),
            ["total_products_owned"] = ("number of products", "owns more products", "owns fewer products"),
            ["recency_days"] = ("days since the last payment", "has not paid for longer", "has paid more recently"),
            ["frequency"] = ("number of payments", "pays more often", "pays less often"),
            ["monetary"] = ("amount paid", "has paid more", "has paid less"),
            ["has_loan"] = ("loan", "has a loan more often", "has a loan less often"),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>"balance"; for a feature that is not known its name in words.</summary>
    public static string Noun(string feature) => Known.TryGetValue(feature, out var phrase) ? phrase.Noun : Words(feature);

    /// <summary>"keeps a higher balance"; for a feature that is not known "its name is higher".</summary>
    public static string Clause(string feature, bool higher)
    {
        if (Known.TryGetValue(feature, out var phrase))
        {
            return higher ? phrase.Higher : phrase.Lower;
        }

        if (feature.IndexOf('=') is > 0 and var at)
        {
            // A category: its column and its value.
            return $"has {Words(feature[..at])} {feature[(at + 1)..]} {(higher ? "more" : "less")} often";
        }

        return $"{Words(feature)} is {(higher ? "higher" : "lower")}";
    }

    private static string Words(string feature) => feature.Replace('_', ' ').Trim();
}
