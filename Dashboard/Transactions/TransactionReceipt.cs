namespace SegmentationUpdates.Dashboard.Transactions;

/// <summary>Kafka has the transactions.</summary>
/// <param name="TransactionIds">In the order they were sent in. Sending one of them again changes nothing.</param>
public sealed record TransactionReceipt(IReadOnlyList<long> TransactionIds);
