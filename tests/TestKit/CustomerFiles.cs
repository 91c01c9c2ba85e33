using SegmentationUpdates.Customers;

namespace SegmentationUpdates.TestKit;

/// <summary>A valid file to make faults in.</summary>
internal static class CustomerFiles
{
    public const string Header = "customer_id,income,balance,customer_lifetime_value,debt,tenure,credit_default,days_from_last_transaction,"
        + "avg_transaction_amt,num_transactions,digital_engagement_score,loan_repayment_time,total_products_owned,has_loan,segment";

    public const string Row1 = "1,50000.5,-12.25,3000,100.01,7,0,3,42.5,120,61.5,0,2,0,High-value";
    public const string Row2 = "2,31000,800,900,12000,2,1,90,20,15,30,36.5,3,1,";

    public static readonly Customer First = new()
    {
        CustomerId = 1,
        Income = 50000.5,
        Balance = -12.25,
        CustomerLifetimeValue = 3000,
        Debt = 100.01,
        Tenure = 7,
        CreditDefault = 0,
        DaysFromLastTransaction = 3,
        AvgTransactionAmt = 42.5,
        NumTransactions = 120,
        DigitalEngagementScore = 61.5,
        LoanRepaymentTime = 0,
        TotalProductsOwned = 2,
        HasLoan = 0,
        Segment = "High-value",
    };

    public static string Text(params string[] rows) => string.Concat(rows.Prepend(Header).Select(r => r + "\n"));

    /// <summary>The first row with one value replaced, as it stands in the file (with quotes, if any).</summary>
    public static string Row1With(string column, string value)
    {
        string[] values = Row1.Split(',');
        values[Array.IndexOf(Header.Split(','), column)] = value;
        return string.Join(',', values);
    }
}
