using Npgsql;

namespace SegmentationUpdates.Dashboard.Feed;

/// <summary>
/// Watches the transactions at the edge of their primary key, where the newest are, because ids grow with time: no question here reads
/// more than the last seconds, however many transactions are stored. For one caller at a time.
/// </summary>
/// <param name="source">The database.</param>
/// <param name="time">The clock.</param>
/// <param name="measured">Delays of an ingestion in this process; null: they are estimated.</param>
internal sealed class TransactionWatch(NpgsqlDataSource source, TimeProvider time, IIngestionDelays? measured)
{
    private const int Shown = 50;
    private const int Sampled = 200;

    // Counting five seconds of transactions is cheap up to here; beyond it, a second is counted.
    private const long CheapCount = 100_000;
    private static readonly TimeSpan RateWindow = TimeSpan.FromSeconds(5);

    private readonly Queue<(long At, long LastId)> _marks = new();
    private long _lastId;
    private long _counted;

    public async Task<TransactionState> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var (newest, delays, stored) = await NewestAsync(connection, cancellationToken);
        var rate = await RateAsync(connection, newest.Count == 0 ? 0 : newest[0].TransactionId, cancellationToken);
        return new TransactionState
        {
            PerSecond = rate,
            StoredEstimate = stored,
            Newest = [.. newest.Take(Shown)],
            Delay = measured is null ? Delay(delays) : measured.Take(),
        };
    }

    private async Task<(List<RecentTransaction> Newest, List<TimeSpan> Delays, long Stored)> NewestAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // last_updated of a customer whose latest transaction this is: when the batch was written.
        await using var command = new NpgsqlCommand(
            """
            SELECT
              t.transaction_id, t.customer_id, t.transaction_amt, t.transaction_time, c.segment,
              CASE WHEN c.last_transaction_time = t.transaction_time THEN c.last_updated END,
              pg_stat_get_live_tuples('live_transaction_data'::REGCLASS)
            FROM (
              SELECT transaction_id, customer_id, transaction_amt, transaction_time
              FROM live_transaction_data
              ORDER BY transaction_id DESC
              LIMIT $1
            ) t
            LEFT JOIN customer_segments c USING (customer_id)
            ORDER BY t.transaction_id DESC
            """,
            connection)
        {
            Parameters = { new() { Value = Sampled } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var newest = new List<RecentTransaction>(Sampled);
        var delays = new List<TimeSpan>();
        var stored = 0L;
        while (await reader.ReadAsync(cancellationToken))
        {
            var transaction = new RecentTransaction(
                reader.GetInt64(0),
                reader.GetInt32(1),
                reader.GetDouble(2),
                reader.GetDateTime(3),
                reader.IsDBNull(4) ? null : reader.GetString(4));
            newest.Add(transaction);
            stored = reader.GetInt64(6);
            if (transaction.TransactionId > _lastId && !reader.IsDBNull(5))
            {
                delays.Add(reader.GetDateTime(5) - transaction.Time);
            }
        }

        return (newest, delays, Math.Max(stored, newest.Count));
    }

    // Counted from a mark some seconds back, not from the last read: batches commit in another order than their ids, and what comes
    // late is still counted.
    private async Task<double> RateAsync(NpgsqlConnection connection, long lastId, CancellationToken cancellationToken)
    {
        var now = time.GetTimestamp();
        var window = _counted > CheapCount ? TimeSpan.FromSeconds(1) : RateWindow;
        while (_marks.Count > 1 && time.GetElapsedTime(_marks.ElementAt(1).At, now) >= window)
        {
            _marks.Dequeue();
        }

        var rate = 0.0;
        if (_marks.TryPeek(out var mark))
        {
            await using var command = new NpgsqlCommand("SELECT count(*) FROM live_transaction_data WHERE transaction_id > $1", connection)
            {
                Parameters = { new() { Value = mark.LastId } },
            };
            _counted = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
            rate = _counted / Math.Max(0.001, time.GetElapsedTime(mark.At, now).TotalSeconds);
        }

        _lastId = lastId;
        _marks.Enqueue((now, lastId));
        return rate;
    }

    private static DelayState? Delay(List<TimeSpan> delays)
    {
        if (delays.Count == 0)
        {
            return null;
        }

        delays.Sort();
        return new DelayState(At(0.5), At(0.99));

        TimeSpan At(double share) => delays[(int)Math.Min(delays.Count - 1, share * delays.Count)];
    }
}
