using System.Runtime.InteropServices;

namespace SegmentationUpdates.Customers;

/// <summary>
/// One row of <c>customer_segments</c>, in the table's column order, up to <c>segment</c>.
/// A struct of about 100 bytes: a million of them stream through, or fill an array, without a million objects.
/// Change one value with <c>customer with { Segment = "..." }</c>.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Customer
{
    /// <summary>Greater than 0; 0 for one whose number the database has yet to give.</summary>
    public required int CustomerId { get; init; }

    /// <summary>The bank's own id, where that is text or too large for 32 bits; null when it is <see cref="CustomerId"/>.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Money a year.</summary>
    public required double Income { get; init; }

    /// <summary>Money over all accounts; negative when overdrawn.</summary>
    public required double Balance { get; init; }

    /// <summary>Money the bank expects to earn with the customer.</summary>
    public required double CustomerLifetimeValue { get; init; }

    /// <summary>Money owed on loans and cards.</summary>
    public required double Debt { get; init; }

    /// <summary>Whole years with the bank.</summary>
    public required int Tenure { get; init; }

    /// <summary>1 when the customer has defaulted on credit, else 0.</summary>
    public required int CreditDefault { get; init; }

    public required int DaysFromLastTransaction { get; init; }

    /// <summary>Running mean of the amounts, over <see cref="NumTransactions"/>.</summary>
    public required double AvgTransactionAmt { get; init; }

    public required int NumTransactions { get; init; }

    /// <summary>The bank's own score, any scale; generated customers have 0 to 100.</summary>
    public required double DigitalEngagementScore { get; init; }

    /// <summary>Months to repay the loans; 0 without a loan.</summary>
    public required double LoanRepaymentTime { get; init; }

    public required int TotalProductsOwned { get; init; }

    /// <summary>1 with a loan, else 0.</summary>
    public required int HasLoan { get; init; }

    /// <summary>Null until the clustering has given one; at most <see cref="MaxSegmentLength"/> characters.</summary>
    public string? Segment { get; init; }

    /// <summary>The width of the column <c>segment</c>.</summary>
    public const int MaxSegmentLength = 50;
}
