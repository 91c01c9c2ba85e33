namespace SegmentationUpdates.Customers;

/// <summary>The columns by position: an index into <see cref="CustomerColumns.All"/>, so that a row needs no look-up by name.</summary>
internal enum CustomerColumn
{
    CustomerId,
    Income,
    Balance,
    CustomerLifetimeValue,
    Debt,
    Tenure,
    CreditDefault,
    DaysFromLastTransaction,
    AvgTransactionAmt,
    NumTransactions,
    DigitalEngagementScore,
    LoanRepaymentTime,
    TotalProductsOwned,
    HasLoan,
    Segment,
}
