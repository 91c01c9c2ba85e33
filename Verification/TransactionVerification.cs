using Confluent.Kafka;
using Npgsql;
using SegmentationUpdates.Messaging.DeadLetters;
using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Verification;

/// <summary>
/// Compares the messages that the consumers say are done with where each must be: its transaction is stored as it was sent, or it is a dead
/// letter, or of a customer who was erased.
/// </summary>
/// <param name="connection">The database.</param>
/// <param name="transactions">Reads their topic.</param>
/// <param name="deadLetters">Reads theirs.</param>
/// <param name="time">The clock.</param>
internal sealed class TransactionVerification(NpgsqlConnection connection, TopicReader transactions, TopicReader deadLetters, TimeProvider time)
{
    public const string Name = "transactions of the topic are stored, or dead letters";
    private const int BatchSize = 5_000;

    /// <param name="starts">Where to begin, by partition; afterwards, where to go on next time.</param>
    /// <param name="done">Hears how many messages are compared.</param>
    /// <param name="cancellationToken">Leaves <paramref name="starts"/> behind what is compared.</param>
    /// <exception cref="KafkaException">The broker does not answer.</exception>
    public async Task<VerifiedPart> RunAsync(Dictionary<int, long> starts, IProgress<long> done, CancellationToken cancellationToken)
    {
        var differences = new Differences(Name);
        var ends = transactions.Committed();

        // After the group's offsets: a dead letter is there before its message counts as done.
        var rejected = await Task.Run(() => Rejected(cancellationToken), cancellationToken);
        var compared = 0L;
        var clock = await CustomerClock.ReadAsync(connection, cancellationToken);
        foreach (var batch in transactions.Read(ends, starts, cancellationToken).Chunk(BatchSize))
        {
            await CompareAsync(batch, clock, rejected, differences, cancellationToken);
            foreach (var message in batch)
            {
                starts[message.Partition.Value] = message.Offset.Value + 1;
            }

            done.Report(compared += batch.Length);
        }

        return differences.ToPart();
    }

    private HashSet<TopicPartitionOffset> Rejected(CancellationToken cancellationToken) =>
    [
        .. deadLetters.Read(deadLetters.Ends(), new Dictionary<int, long>(), cancellationToken)
            .Where(letter => !DeadLetterFormat.IsReplayMark(letter.Message.Headers))
            .Select(letter => DeadLetterFormat.Source(letter.Message.Headers))
            .OfType<TopicPartitionOffset>(),
    ];

    private async Task CompareAsync(
        ConsumeResult<byte[], byte[]>[] batch,
        CustomerClock? clock,
        HashSet<TopicPartitionOffset> rejected,
        Differences differences,
        CancellationToken cancellationToken)
    {
        differences.Compare(batch.Length);
        var realNow = time.GetUtcNow().UtcDateTime;
        var now = clock?.Latest(realNow, TransactionLimits.MaxClockSkew) ?? realNow;
        var sent = new List<(TopicPartitionOffset Source, Transaction Transaction)>(batch.Length);
        foreach (var message in batch.Where(message => !rejected.Contains(message.TopicPartitionOffset)))
        {
            if (TransactionCodec.TryDecode(message.Message.Value, now, out var transaction) is { } rejection)
            {
                differences.Add($"{Place(message.TopicPartitionOffset)} is no transaction ({rejection.Detail}) and no dead letter");
            }
            else
            {
                sent.Add((message.TopicPartitionOffset, transaction));
            }
        }

        var numbered = await CustomerNumbering.NumberAsync(connection, [.. sent.Select(message => message.Transaction)], cancellationToken);
        sent = [.. sent.Select((message, i) => (message.Source, numbered[i]))];
        var stored = await StoredAsync([.. sent.Select(message => message.Transaction.TransactionId)], cancellationToken);
        var lost = sent.Where(message => !stored.TryGetValue(message.Transaction.TransactionId, out var row) || row != Row(message.Transaction)).ToList();
        var erased = await ErasedAsync([.. lost.Select(message => message.Transaction.CustomerId)], cancellationToken);
        foreach (var (source, transaction) in lost.Where(message => !erased.Contains(message.Transaction.CustomerId)))
        {
            differences.Add(stored.ContainsKey(transaction.TransactionId)
                ? $"{Place(source)}, transaction {transaction.TransactionId}, is stored with something else, and no dead letter"
                : $"{Place(source)}, transaction {transaction.TransactionId} of customer {transaction.CustomerId}, is not stored, and no dead letter");
        }
    }

    private async Task<Dictionary<long, (int, double, DateTime)>> StoredAsync(long[] ids, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT transaction_id, customer_id, transaction_amt, transaction_time
            FROM live_transaction_data
            WHERE transaction_id = ANY ($1)
            """,
            connection)
        {
            Parameters = { new() { Value = ids } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var stored = new Dictionary<long, (int, double, DateTime)>(ids.Length);
        while (await reader.ReadAsync(cancellationToken))
        {
            stored[reader.GetInt64(0)] = (reader.GetInt32(1), reader.GetDouble(2), reader.GetDateTime(3));
        }

        return stored;
    }

    private async Task<HashSet<int>> ErasedAsync(int[] customers, CancellationToken cancellationToken)
    {
        var erased = new HashSet<int>();
        if (customers.Length > 0)
        {
            await using var command = new NpgsqlCommand("SELECT customer_id FROM erased_customers WHERE customer_id = ANY ($1)", connection)
            {
                Parameters = { new() { Value = customers } },
            };
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                erased.Add(reader.GetInt32(0));
            }
        }

        return erased;
    }

    // The database keeps microseconds.
    private static (int, double, DateTime) Row(Transaction transaction) => (
        transaction.CustomerId,
        transaction.Amount,
        transaction.Time.AddTicks(-(transaction.Time.Ticks % TimeSpan.TicksPerMicrosecond)));

    private static string Place(TopicPartitionOffset place) => $"{place.Topic} [{place.Partition.Value}] @{place.Offset.Value}";
}
