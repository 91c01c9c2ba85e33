namespace SegmentationUpdates.Dashboard.Transactions;

/// <summary>A transaction as it is sent in; the form of the messages in Kafka, but for the id, which may be left out.</summary>
/// <param name="TransactionId">Positive, a number or a text; identifies the transaction, and is best growing with time. Left out: the server gives one.</param>
/// <param name="CustomerId">
/// Who paid: a number, or the bank's own id as a text. A transaction of a customer who does not exist is accepted here and goes to the dead letters.
/// </param>
/// <param name="TransactionAmt">In the bank's currency: above 0, at most 1,000,000,000.</param>
/// <param name="TransactionTime">When it happened: ISO 8601 with an offset, from 2000 to five minutes from now.</param>
public sealed record TransactionInput(long? TransactionId, int CustomerId, double TransactionAmt, DateTimeOffset TransactionTime);
