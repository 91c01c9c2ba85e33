namespace SegmentationUpdates.Clustering.Features;

/// <summary>The features used unless the configuration names others.</summary>
public static class DefaultFeatures
{
    /// <summary>Nine columns of the customer table: monetary ones winsorised and scaled robustly, for their tails are heavy.</summary>
    public static IReadOnlyList<Feature> All { get; } =
    [
        new("income", Scaling.Robust, LowerQuantile: .05, UpperQuantile: .85),
        new("balance", Scaling.Robust, LowerQuantile: .05, UpperQuantile: .85, Weight: .20),
        new("debt", Scaling.Robust, LowerQuantile: .05, UpperQuantile: .85, Weight: -.05),
        new("customer_lifetime_value", Scaling.Robust, UpperQuantile: .99, Weight: .15),
        new("days_from_last_transaction", Scaling.Standard, Weight: -.20),
        new("avg_transaction_amt", Scaling.Robust, UpperQuantile: .99, Weight: .20),
        new("num_transactions", Scaling.Robust, UpperQuantile: .99, Weight: .20),
        new("digital_engagement_score", Scaling.Standard, Weight: .20),
        new("total_products_owned", Scaling.Standard, Weight: .20),
    ];

    /// <summary>
    /// The same nine with what customers do of late in place of what they ever did: the recent amount of a transaction, and transactions a month. For
    /// customers in the database, which keeps these figures. Not what is spent a month, which is the product of the two.
    /// </summary>
    public static IReadOnlyList<Feature> Current { get; } =
    [
        .. All.Select(feature => feature.Name switch
        {
            "avg_transaction_amt" => feature with { Name = "recent_transaction_amt" },
            "num_transactions" => feature with { Name = "payments_per_month" },
            _ => feature,
        }),
    ];

    /// <summary>What is known of customers from their payments alone: how long ago, how often, how much.</summary>
    public static IReadOnlyList<Feature> OfPayments { get; } =
    [
        new("recency_days", Scaling.Standard, Weight: -.20),
        new("frequency", Scaling.Robust, UpperQuantile: .99, Weight: .20),
        new("monetary", Scaling.Robust, UpperQuantile: .99, Weight: .20),
    ];

    private static IEnumerable<Feature> Recent => [.. Current.Except(All), new("spending_per_month", Scaling.Robust, UpperQuantile: .99, Weight: .20)];

    /// <summary>The default feature of that name; for another column one that is scaled by mean and standard deviation and does not rank.</summary>
    public static Feature Named(string column) =>
        All.Concat(OfPayments).Concat(Recent).FirstOrDefault(f => string.Equals(f.Name, column, StringComparison.Ordinal))
            ?? new Feature(column, Scaling.Standard);
}
