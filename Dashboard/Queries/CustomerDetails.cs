namespace SegmentationUpdates.Dashboard.Queries;

/// <summary>Everything that is stored of a customer. Amounts in the bank's currency, times in UTC.</summary>
public sealed record CustomerDetails
{
    /// <summary>The customer's number: the bank's, or the one that stands for <see cref="ExternalId"/> here.</summary>
    public required int CustomerId { get; init; }

    /// <summary>The bank's own id of the customer, text or a longer number; null where that is <see cref="CustomerId"/>.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Null until the first model is applied.</summary>
    public string? Segment { get; init; }

    /// <summary>Yearly.</summary>
    public double Income { get; init; }

    public double Balance { get; init; }

    public double CustomerLifetimeValue { get; init; }

    public double Debt { get; init; }

    /// <summary>Whole years with the bank.</summary>
    public int Tenure { get; init; }

    public bool CreditDefault { get; init; }

    /// <summary>Whole days since the last transaction, as of last_updated.</summary>
    public int DaysFromLastTransaction { get; init; }

    /// <summary>Mean of all transactions.</summary>
    public double AvgTransactionAmt { get; init; }

    public int NumTransactions { get; init; }

    /// <summary>
    /// Of late rather than ever: a transaction counts for half as much when it is a half-life older. As of the day of days_from_last_transaction.
    /// </summary>
    public double SpendingPerMonth { get; init; }

    /// <summary>Likewise.</summary>
    public double PaymentsPerMonth { get; init; }

    /// <summary>Mean of the transactions, the recent ones counting more.</summary>
    public double RecentTransactionAmt { get; init; }

    /// <summary>From 0 to 100.</summary>
    public double DigitalEngagementScore { get; init; }

    /// <summary>Months left; 0 without a loan.</summary>
    public double LoanRepaymentTime { get; init; }

    public int TotalProductsOwned { get; init; }

    public bool HasLoan { get; init; }

    public DateTime LastTransactionTime { get; init; }

    public DateTime LastUpdated { get; init; }
}
