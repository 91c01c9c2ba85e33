namespace SegmentationUpdates.Dashboard.Feed;

/// <summary>A stored transaction, with the segment that its customer is in now.</summary>
/// <param name="TransactionId">Grows with time.</param>
/// <param name="CustomerId">Who paid.</param>
/// <param name="ExternalId">The bank's own id of the customer; null where that is the number.</param>
/// <param name="Amount">In the bank's currency.</param>
/// <param name="Time">When it happened, UTC.</param>
/// <param name="Segment">Null: none yet.</param>
public sealed record RecentTransaction(long TransactionId, int CustomerId, string? ExternalId, double Amount, DateTime Time, string? Segment);
