using System.Collections.Frozen;

namespace SegmentationUpdates.Customers;

/// <summary>The column names of <c>customer_segments</c> and of customer files, and the values behind them.</summary>
public static class CustomerColumns
{
    // An id is a number too, but measures nothing: as a feature it could only be a mistake, so it is not offered.
    private static readonly (string Name, Func<Customer, double> Value)[] NumericColumns =
    [
        ("income", c => c.Income),
        ("balance", c => c.Balance),
        ("customer_lifetime_value", c => c.CustomerLifetimeValue),
        ("debt", c => c.Debt),
        ("tenure", c => c.Tenure),
        ("credit_default", c => c.CreditDefault),
        ("days_from_last_transaction", c => c.DaysFromLastTransaction),
        ("avg_transaction_amt", c => c.AvgTransactionAmt),
        ("num_transactions", c => c.NumTransactions),
        ("digital_engagement_score", c => c.DigitalEngagementScore),
        ("loan_repayment_time", c => c.LoanRepaymentTime),
        ("total_products_owned", c => c.TotalProductsOwned),
        ("has_loan", c => c.HasLoan),
    ];

    private static readonly FrozenDictionary<string, Func<Customer, double>> Getters =
        NumericColumns.ToFrozenDictionary(c => c.Name, c => c.Value, StringComparer.Ordinal);

    /// <summary>All columns, in the table's order: <c>customer_id</c> first, <c>segment</c> last.</summary>
    public static IReadOnlyList<string> All { get; } = ["customer_id", .. NumericColumns.Select(c => c.Name), "segment"];

    /// <summary>The columns that can be features, in the table's order: all but <c>customer_id</c> and <c>segment</c>.</summary>
    public static IReadOnlyList<string> Numeric { get; } = [.. NumericColumns.Select(c => c.Name)];

    /// <summary>The value of a numeric column; look it up once per feature, not once per customer.</summary>
    /// <exception cref="ArgumentException">No numeric column has that name (names are in lower case).</exception>
    public static Func<Customer, double> Getter(string column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return Getters.TryGetValue(column, out Func<Customer, double>? getter)
            ? getter
            : throw new ArgumentException(
                $"'{column}' is not a numeric customer column. The numeric columns are: {string.Join(", ", Numeric)}.", nameof(column));
    }

    internal static string Name(CustomerColumn column) => All[(int)column];
}
