using System.Collections.Frozen;

namespace SegmentationUpdates.Clustering.Explanation;

/// <summary>The steps in which a column of the customer table can change: nobody makes half a transaction.</summary>
internal static class FeatureSteps
{
    private const double Cent = .01;

    private static readonly FrozenDictionary<string, double> Known = new Dictionary<string, double>(StringComparer.Ordinal)
    {
        ["income"] = Cent,
        ["balance"] = Cent,
        ["debt"] = Cent,
        ["customer_lifetime_value"] = Cent,
        ["avg_transaction_amt"] = Cent,
        ["spending_per_month"] = Cent,
        ["recent_transaction_amt"] = Cent,
        ["payments_per_month"] = Cent,
        ["tenure"] = 1,
        ["credit_default"] = 1,
        ["days_from_last_transaction"] = 1,
        ["num_transactions"] = 1,
        ["total_products_owned"] = 1,
        ["recency_days"] = 1,
        ["frequency"] = 1,
        ["monetary"] = Cent,
        ["has_loan"] = 1,
        ["digital_engagement_score"] = .1,
        ["loan_repayment_time"] = .1,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>In the feature's unit; 0 for a feature that is not known, which may change by any amount.</summary>
    public static double Of(string feature) => Known.GetValueOrDefault(feature);
}
