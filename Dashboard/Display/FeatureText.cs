using System.Collections.Frozen;

namespace SegmentationUpdates.Dashboard.Display;

/// <summary>A column of the customer table as people read it.</summary>
/// <param name="Column">Its name in the database.</param>
/// <param name="Name">Its name on the page.</param>
/// <param name="Unit">What it is counted in.</param>
/// <param name="IsSkewed">Spread over powers of ten: on a linear axis all but a few would lie on top of each other.</param>
public sealed record FeatureText(string Column, string Name, FeatureUnit Unit, bool IsSkewed)
{
    /// <summary>In the order in which a profile is read: who it is, what it has, what it does.</summary>
    public static IReadOnlyList<FeatureText> All { get; } =
    [
        new("income", "Income", FeatureUnit.Money, true),
        new("balance", "Balance", FeatureUnit.Money, true),
        new("debt", "Debt", FeatureUnit.Money, true),
        new("customer_lifetime_value", "Lifetime value", FeatureUnit.Money, true),
        new("days_from_last_transaction", "Days since last transaction", FeatureUnit.Days, true),
        new("avg_transaction_amt", "Average transaction", FeatureUnit.Money, true),
        new("num_transactions", "Transactions", FeatureUnit.Count, true),
        new("spending_per_month", "Spending per month", FeatureUnit.Money, true),
        new("payments_per_month", "Payments per month", FeatureUnit.Rate, true),
        new("recent_transaction_amt", "Recent transaction", FeatureUnit.Money, true),
        new("digital_engagement_score", "Digital engagement", FeatureUnit.Points, false),
        new("total_products_owned", "Products", FeatureUnit.Count, false),
        new("tenure", "Tenure", FeatureUnit.Years, false),
        new("credit_default", "Credit default", FeatureUnit.YesOrNo, false),
        new("has_loan", "Loan", FeatureUnit.YesOrNo, false),
        new("loan_repayment_time", "Loan left", FeatureUnit.Months, false),
    ];

    private static readonly FrozenDictionary<string, FeatureText> ByColumn =
        All.ToFrozenDictionary(feature => feature.Column, StringComparer.Ordinal);

    /// <summary>For a column that is not known its name in words.</summary>
    public static FeatureText Of(string column) => ByColumn.TryGetValue(column, out var known)
        ? known
        : new FeatureText(column, column.Replace('_', ' '), FeatureUnit.Unknown, IsSkewed: false);

    /// <summary>
    /// The unit as it stands behind the feature's name; empty where the name or the value says it. Money's is that of <see cref="BankCurrency"/>.
    /// </summary>
    public string UnitText => Unit switch
    {
        FeatureUnit.Points => "of 100 points",
        _ => "",
    };

    /// <summary>One customer's value.</summary>
    public string Value(double value) => Unit switch
    {
        FeatureUnit.Money or FeatureUnit.Rate => Numbers.Fixed(value, 2),
        FeatureUnit.Count => Numbers.Fixed(value, 0),
        FeatureUnit.Days => Plural(value, "day"),
        FeatureUnit.Months => value == 0 ? "none" : $"{Numbers.Fixed(value, 1)} months",
        FeatureUnit.Years => Plural(value, "year"),
        FeatureUnit.Points => Numbers.Fixed(value, 1),
        FeatureUnit.YesOrNo => value == 0 ? "no" : "yes",
        _ => Numbers.Figure(value),
    };

    /// <summary>The mean over many customers.</summary>
    public string Mean(double? value) => value is { } mean && Unit == FeatureUnit.YesOrNo ? Numbers.Share(mean) : Numbers.Figure(value);

    private static string Plural(double value, string unit) => $"{Numbers.Fixed(value, 0)} {unit}{(value == 1 ? "" : "s")}";
}
