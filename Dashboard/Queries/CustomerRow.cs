using Npgsql;
using SegmentationUpdates.Customers;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Dashboard.Queries;

/// <summary>How a row of customer_segments is read.</summary>
internal static class CustomerRow
{
    /// <summary>As of last_updated.</summary>
    public const string StoredRecency = CustomerFigures.StoredDays;

    /// <summary>As of now: the stored recency is as old as the last scoring.</summary>
    public const string Recency = CustomerFigures.DaysAsOfNow;

    /// <param name="recency">One of the two above, for the figures that decay too.</param>
    public static string Columns(string recency) =>
        $"""
        customer_id, segment, income, balance, customer_lifetime_value, debt, tenure, credit_default, {recency}::INT,
        avg_transaction_amt, num_transactions, digital_engagement_score, loan_repayment_time, total_products_owned, has_loan,
        last_transaction_time, last_updated, {ExternalIds.Column("customer_segments")},
        {string.Join(", ", CustomerColumns.Recent.Select(column => $"{CustomerFigures.Expression(column, recency)} AS {column}"))}
        """;

    public static CustomerDetails Read(NpgsqlDataReader reader) => new()
    {
        CustomerId = reader.GetInt32(0),
        Segment = reader.TextOrNull(1),
        Income = reader.GetDouble(2),
        Balance = reader.GetDouble(3),
        CustomerLifetimeValue = reader.GetDouble(4),
        Debt = reader.GetDouble(5),
        Tenure = reader.GetInt32(6),
        CreditDefault = reader.GetInt32(7) != 0,
        DaysFromLastTransaction = reader.GetInt32(8),
        AvgTransactionAmt = reader.GetDouble(9),
        NumTransactions = reader.GetInt32(10),
        DigitalEngagementScore = reader.GetDouble(11),
        LoanRepaymentTime = reader.GetDouble(12),
        TotalProductsOwned = reader.GetInt32(13),
        HasLoan = reader.GetInt32(14) != 0,
        LastTransactionTime = reader.GetDateTime(15),
        LastUpdated = reader.GetDateTime(16),
        ExternalId = reader.TextOrNull(17),
        SpendingPerMonth = reader.GetDouble(18),
        PaymentsPerMonth = reader.GetDouble(19),
        RecentTransactionAmt = reader.GetDouble(20),
    };

    /// <summary>A feature of a customer as a number; yes is 1.</summary>
    /// <exception cref="ArgumentException">No such feature.</exception>
    public static double Value(CustomerDetails customer, string column) => column switch
    {
        "income" => customer.Income,
        "balance" => customer.Balance,
        "customer_lifetime_value" => customer.CustomerLifetimeValue,
        "debt" => customer.Debt,
        "tenure" => customer.Tenure,
        "credit_default" => customer.CreditDefault ? 1 : 0,
        "days_from_last_transaction" => customer.DaysFromLastTransaction,
        "avg_transaction_amt" => customer.AvgTransactionAmt,
        "num_transactions" => customer.NumTransactions,
        "spending_per_month" => customer.SpendingPerMonth,
        "payments_per_month" => customer.PaymentsPerMonth,
        "recent_transaction_amt" => customer.RecentTransactionAmt,
        "digital_engagement_score" => customer.DigitalEngagementScore,
        "loan_repayment_time" => customer.LoanRepaymentTime,
        "total_products_owned" => customer.TotalProductsOwned,
        "has_loan" => customer.HasLoan ? 1 : 0,
        _ => throw new ArgumentException($"'{column}' is no feature of a customer", nameof(column)),
    };
}
