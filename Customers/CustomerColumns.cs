using System.Collections.Frozen;

namespace SegmentationUpdates.Customers;

/// <summary>The column names of <c>customer_segments</c> and of customer files, and the values behind them.</summary>
public static class CustomerColumns
{
    // An id is a number too, but measures nothing: as a feature it could only be a mistake, so it is not offered.
    private static readonly (string Name, Func<Customer, double> Value, CustomerRange Range)[] NumericColumns =
    [
        ("income", c => c.Income, CustomerRange.Amount),
        ("balance", c => c.Balance, CustomerRange.SignedAmount),
        ("customer_lifetime_value", c => c.CustomerLifetimeValue, CustomerRange.SignedAmount),
        ("debt", c => c.Debt, CustomerRange.Amount),
        ("tenure", c => c.Tenure, CustomerRange.Count),
        ("credit_default", c => c.CreditDefault, CustomerRange.YesNo),
        ("days_from_last_transaction", c => c.DaysFromLastTransaction, CustomerRange.Days),
        ("avg_transaction_amt", c => c.AvgTransactionAmt, CustomerRange.Amount),
        ("num_transactions", c => c.NumTransactions, CustomerRange.Count),
        ("digital_engagement_score", c => c.DigitalEngagementScore, CustomerRange.Score),
        ("loan_repayment_time", c => c.LoanRepaymentTime, CustomerRange.Amount),
        ("total_products_owned", c => c.TotalProductsOwned, CustomerRange.Count),
        ("has_loan", c => c.HasLoan, CustomerRange.YesNo),
    ];

    private static readonly FrozenDictionary<string, Func<Customer, double>> Getters =
        NumericColumns.ToFrozenDictionary(c => c.Name, c => c.Value, StringComparer.Ordinal);

    /// <summary>All columns, in the table's order: <c>customer_id</c> first, <c>segment</c> last.</summary>
    public static IReadOnlyList<string> All { get; } = ["customer_id", .. NumericColumns.Select(c => c.Name), "segment"];

    /// <summary>The columns that can be features, in the table's order: all but <c>customer_id</c> and <c>segment</c>.</summary>
    public static IReadOnlyList<string> Numeric { get; } = [.. NumericColumns.Select(c => c.Name)];

    /// <summary>
    /// Figures that the database keeps of each customer beside these and no file has: what somebody pays a month, how often, and how much at a time, of
    /// late rather than ever.
    /// </summary>
    public static IReadOnlyList<string> Recent { get; } = ["spending_per_month", "payments_per_month", "recent_transaction_amt"];

    /// <summary>All that can be a feature of a customer in the database: <see cref="Numeric"/>, then <see cref="Recent"/>.</summary>
    public static IReadOnlyList<string> Live { get; } = [.. Numeric, .. Recent];

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

    /// <summary>Which values each numeric column may have in a file of customers to load, by name.</summary>
    public static IReadOnlyDictionary<string, CustomerRange> Ranges { get; } =
        NumericColumns.ToFrozenDictionary(c => c.Name, c => c.Range, StringComparer.Ordinal);

    internal static string Name(CustomerColumn column) => All[(int)column];

    internal static CustomerRange Range(CustomerColumn column) =>
        column == CustomerColumn.CustomerId ? CustomerRange.Id : NumericColumns[(int)column - 1].Range;
}
