namespace SegmentationUpdates.Messaging.Transactions;

/// <summary>A payment of one customer.</summary>
/// <param name="TransactionId">Identity: the same id is the same transaction, however often it arrives. Positive, grows with time.</param>
/// <param name="CustomerId">The customer who paid. Positive; 0 for one who is named by <see cref="ExternalCustomerId"/>.</param>
/// <param name="Amount">In the bank's currency: positive, at most <see cref="TransactionLimits.MaxAmount"/>.</param>
/// <param name="Time">When it happened, in UTC.</param>
public readonly record struct Transaction(long TransactionId, int CustomerId, double Amount, DateTime Time)
{
    /// <summary>The customer, by the bank's own id; null for one who is named by number.</summary>
    public string? ExternalCustomerId { get; init; }
}
