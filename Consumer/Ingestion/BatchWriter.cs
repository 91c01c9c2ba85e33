using Npgsql;
using SegmentationUpdates.Consumer.DeadLetters;
using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Consumer.Ingestion;

/// <summary>
/// Writes a batch in one database transaction: the transactions, through the triggers their customers' profiles, and the segments of
/// the customers they touched. Either all of it is there afterwards or none; writing the same batch again changes nothing.
/// </summary>
internal sealed partial class BatchWriter(
    IServiceScopeFactory scopes,
    TransactionInserter inserter,
    SegmentScorer scorer,
    ILogger<BatchWriter> logger)
{
    /// <exception cref="Exception">
    /// The database failed and nothing of what failed was written; <see cref="DatabaseErrors.IsTransient"/> tells whether to try again.
    /// </exception>
    public BatchOutcome Write(IReadOnlyList<IncomingMessage> messages)
    {
        if (messages.Count == 0)
        {
            return BatchOutcome.None;
        }

        try
        {
            return WriteOnce(messages);
        }
        catch (PostgresException e) when (DatabaseErrors.IsAboutData(e))
        {
            if (messages.Count == 1)
            {
                return BatchOutcome.None with
                {
                    Rejected = [new(messages[0].Source, new Rejection(RejectionReason.RefusedByDatabase, e.MessageText))],
                };
            }

            // One bad row spoils a statement: halves, and halves of halves, until it stands alone.
            LogSplitting(e.MessageText, messages.Count);
            var half = messages.Count / 2;
            return Write([.. messages.Take(half)]) + Write([.. messages.Skip(half)]);
        }
    }

    private BatchOutcome WriteOnce(IReadOnlyList<IncomingMessage> messages)
    {
        using var session = SegmentationSession.Open(scopes);
        using var insertion = inserter.Insert(session.Connection, messages);
        var customers = new HashSet<int>(messages.Count);
        foreach (var message in messages)
        {
            customers.Add(message.Transaction.CustomerId);
        }

        customers.ExceptWith(insertion.UnknownCustomers);
        customers.ExceptWith(insertion.ErasedCustomers);
        var changes = insertion.ModelVersion is { } version ? scorer.Rescore(session.Connection, version, customers) : 0;
        var unknown = insertion.UnknownCustomers.Count == 0
            ? []
            : messages.Where(message => insertion.UnknownCustomers.Contains(message.Transaction.CustomerId)).Select(Unknown).ToList();
        var erased = insertion.ErasedCustomers.Count == 0
            ? 0
            : messages.Count(message => insertion.ErasedCustomers.Contains(message.Transaction.CustomerId));
        var outcome = new BatchOutcome(
            insertion.Inserted, messages.Count - unknown.Count - erased - insertion.Inserted, changes, erased, unknown);
        try
        {
            insertion.Transaction.Commit();
        }
        catch (Exception e) when (DatabaseErrors.IsTransient(e))
        {
            throw new CommitUncertainException(outcome, e);
        }

        return outcome;
    }

    private static RejectedMessage Unknown(IncomingMessage message) => new(
        message.Source,
        new Rejection(RejectionReason.UnknownCustomer, $"customer_id {message.Transaction.CustomerId} is not in customer_segments"));

    [LoggerMessage(1, LogLevel.Warning, "The database refused a batch ({Reason}): splitting its {Count} transactions to find the one")]
    private partial void LogSplitting(string reason, int count);
}
