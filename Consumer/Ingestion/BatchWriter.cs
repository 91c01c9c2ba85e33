using Npgsql;
using SegmentationUpdates.Consumer.DeadLetters;
using SegmentationUpdates.Customers;
using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Consumer.Ingestion;

/// <summary>
/// Writes messages in one database transaction: the transactions they hold, through the triggers their customers' profiles, and the segments
/// of the customers they touched. Either all of it is there afterwards or none; writing the same again changes nothing. It writes as many at
/// once as the database takes: half as many after one that was too much or that the database refuses, twice as many after each success. So a
/// database that is slow gets smaller and smaller pieces, and a row that it refuses ends up alone. For the consuming thread.
/// </summary>
internal sealed partial class BatchWriter(
    IServiceScopeFactory scopes,
    CustomerNumbers numbers,
    TransactionInserter inserter,
    SegmentScorer scorer,
    IngestionClock clock,
    ILogger<BatchWriter> logger)
{
    private int _most = int.MaxValue;

    /// <summary>Writes the first ones of these messages.</summary>
    /// <returns>How many of them are done, at least one, and what became of these.</returns>
    /// <exception cref="Exception">
    /// The database failed and nothing was written; <see cref="DatabaseErrors.IsTransient"/> tells whether to try again.
    /// </exception>
    public (int Count, BatchOutcome Outcome) WriteNext(IReadOnlyList<IncomingMessage> messages)
    {
        while (true)
        {
            var count = Math.Min(_most, messages.Count);
            try
            {
                var outcome = Write(count == messages.Count ? messages : [.. messages.Take(count)]);
                _most = _most > int.MaxValue / 2 ? int.MaxValue : 2 * _most;
                return (count, outcome);
            }
            catch (PostgresException e) when (DatabaseErrors.IsAboutData(e))
            {
                if (count == 1)
                {
                    var refused = new RejectedMessage(messages[0].Source, new Rejection(RejectionReason.RefusedByDatabase, e.MessageText));
                    return (1, BatchOutcome.None with { Rejected = [refused] });
                }

                LogSplitting(e.MessageText, count);
                _most = count / 2;
            }
            catch (Exception e) when (DatabaseErrors.IsTooMuch(e) && count > 1)
            {
                _most = count / 2;
                LogTooMuch(count, e.GetBaseException().Message, _most);
                throw;
            }
        }
    }

    private BatchOutcome Write(IReadOnlyList<IncomingMessage> messages)
    {
        using var session = SegmentationSession.Open(scopes);
        messages = numbers.Resolve(session.Connection, messages);
        var rejected = messages.Where(message => message.Transaction.CustomerId == 0).Select(Unknown).ToList();
        if (rejected.Count > 0)
        {
            messages = [.. messages.Where(message => message.Transaction.CustomerId != 0)];
        }

        using var insertion = inserter.Insert(session.Connection, messages);
        var customers = new HashSet<int>(messages.Count);
        foreach (var message in messages)
        {
            customers.Add(message.Transaction.CustomerId);
        }

        customers.ExceptWith(insertion.UnknownCustomers);
        customers.ExceptWith(insertion.ErasedCustomers);
        var changes = insertion.ModelVersion is { } version ? scorer.Rescore(session.Connection, version, customers) : 0;
        var unknown = rejected.Count;
        rejected.AddRange(insertion.Conflicts.Select(place => Conflict(messages[place])));
        if (insertion.UnknownCustomers.Count > 0)
        {
            rejected.AddRange(messages.Where(message => insertion.UnknownCustomers.Contains(message.Transaction.CustomerId)).Select(Unknown));
        }

        var erased = insertion.ErasedCustomers.Count == 0
            ? 0
            : messages.Count(message => insertion.ErasedCustomers.Contains(message.Transaction.CustomerId));
        var outcome = new BatchOutcome(
            insertion.Inserted, messages.Count + unknown - rejected.Count - erased - insertion.Inserted, changes, erased, rejected);
        try
        {
            insertion.Transaction.Commit();
        }
        catch (Exception e) when (DatabaseErrors.IsTransient(e))
        {
            throw new CommitUncertainException(outcome, e);
        }

        if (outcome.Inserted > 0)
        {
            clock.Advance(session.Connection, messages);
        }

        return outcome;
    }

    private static RejectedMessage Unknown(IncomingMessage message) => new(
        message.Source,
        new Rejection(
            RejectionReason.UnknownCustomer,
            $"customer_id {ExternalId.Text(message.Transaction.CustomerId, message.Transaction.ExternalCustomerId)} is not in customer_segments"));

    private static RejectedMessage Conflict(IncomingMessage message) => new(
        message.Source,
        new Rejection(
            RejectionReason.IdConflict,
            $"transaction_id {message.Transaction.TransactionId} is stored with another customer_id, transaction_amt or transaction_time: "
            + "no two transactions may have one id"));

    // At debug level: the dead letters say it too, and a batch of nothing else would say it ten thousand times.
    [LoggerMessage(1, LogLevel.Debug, "The database refused one of {Count} transactions ({Reason}): writing fewer at once to find it")]
    private partial void LogSplitting(string reason, int count);

    [LoggerMessage(2, LogLevel.Warning,
        "{Count} transactions at once are too much for the database ({Reason}): from now on {Fewer}, and more again when it is faster")]
    private partial void LogTooMuch(int count, string reason, int fewer);
}
