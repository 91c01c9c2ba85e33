using System.Collections.Frozen;

namespace SegmentationUpdates.Clustering.Naming;

/// <summary>What a name calls customers by one feature. Each phrase compares with the average customer, and says no more than the feature does.</summary>
/// <param name="Head">Begins a name.</param>
/// <param name="Tail">Goes on after a head, with what joins it.</param>
internal readonly record struct TraitWords(string Head, string Tail)
{
    private static readonly FrozenDictionary<string, (TraitWords Higher, TraitWords Lower)> Known =
        new Dictionary<string, (TraitWords, TraitWords)>(StringComparer.Ordinal)
        {
            ["income"] = (new("Affluent", ", affluent"), new("Modest incomes", ", modest incomes")),
            ["balance"] = (new("Savers", " with savings"), new("Low balances", " with low balances")),
            ["debt"] = (new("High debt", " with debt"), new("Little debt", " with little debt")),
            ["customer_lifetime_value"] =
                (new("High lifetime value", ", high lifetime value"), new("Low lifetime value", ", low lifetime value")),
            ["tenure"] = (new("Long-standing customers", ", long-standing"), new("Newer customers", ", newer customers")),
            ["credit_default"] = (new("More credit defaults", ", more credit defaults"), new("Fewer credit defaults", ", fewer credit defaults")),
            ["has_loan"] = (new("More loans", ", more loans"), new("Fewer loans", ", fewer loans")),
            ["days_from_last_transaction"] = (new("Long inactive", ", long inactive"), new("Recently active", ", recently active")),
            ["recency_days"] = (new("Long without a payment", ", long without a payment"), new("Recent payers", ", paid recently")),
            ["avg_transaction_amt"] = (new("Large payers", ", large payments"), new("Small payers", ", small payments")),
            ["num_transactions"] = (new("Frequent payers", ", often active"), new("Rare payers", ", rarely active")),
            ["frequency"] = (new("Frequent payers", ", often active"), new("Rare payers", ", rarely active")),
            ["monetary"] = (new("Big spenders", ", big spenders"), new("Small spenders", ", small spenders")),
            ["spending_per_month"] = (new("Big spenders of late", ", big spenders of late"), new("Small spenders of late", ", small spenders of late")),
            ["payments_per_month"] = (new("Often active of late", ", often active of late"), new("Rarely active of late", ", rarely active of late")),
            ["recent_transaction_amt"] = (new("Large payers of late", ", large payments of late"), new("Small payers of late", ", small payments of late")),
            ["digital_engagement_score"] = (new("Digital customers", ", digital"), new("Less digital customers", ", less digital")),
            ["total_products_owned"] = (new("Many products", " with many products"), new("Few products", " with few products")),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <param name="feature">One that is not known is called by its own name: "High visits, low balance_eur".</param>
    /// <param name="higher">Whether its mean is above the average customer's, or below.</param>
    public static TraitWords For(string feature, bool higher)
    {
        if (Known.TryGetValue(feature, out var words))
        {
            return higher ? words.Higher : words.Lower;
        }

        // The column of a category says how many have that value.
        if (feature.IndexOf('=') is > 0 and var at)
        {
            var value = $"{feature[..at]} {feature[(at + 1)..]}";
            return higher ? new($"More often {value}", $", more often {value}") : new($"Less often {value}", $", less often {value}");
        }

        return higher ? new($"High {feature}", $", high {feature}") : new($"Low {feature}", $", low {feature}");
    }
}
