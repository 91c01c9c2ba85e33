namespace SegmentationUpdates.Dashboard.Queries;

/// <summary>A customer in a list.</summary>
/// <param name="CustomerId">The bank's number of the customer.</param>
/// <param name="ExternalId">The bank's own id of the customer; null where that is the number.</param>
/// <param name="Segment">Null until the first model is applied.</param>
/// <param name="AvgTransactionAmt">Mean of all transactions, in the bank's currency.</param>
/// <param name="NumTransactions">How many there were.</param>
/// <param name="LastTransactionTime">UTC.</param>
public sealed record CustomerSummary(
    int CustomerId, string? ExternalId, string? Segment, double AvgTransactionAmt, int NumTransactions, DateTime LastTransactionTime);
