namespace SegmentationUpdates.Dashboard.Queries;

/// <summary>A stored transaction of a customer.</summary>
/// <param name="TransactionId">Grows with time.</param>
/// <param name="TransactionAmt">In the bank's currency.</param>
/// <param name="TransactionTime">UTC.</param>
public sealed record CustomerTransaction(long TransactionId, double TransactionAmt, DateTime TransactionTime);
