using Npgsql;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Dashboard.Feed;

/// <summary>
/// Watches the transactions that have just been stored, by the database's clock: ids are the senders' and need not grow. Reads the last
/// seconds, and only where little is stored as far back as it takes to show some. For one caller at a time.
/// </summary>
/// <param name="source">The database.</param>
/// <param name="measured">Delays of an ingestion in this process; null: they are estimated.</param>
internal sealed class TransactionWatch(NpgsqlDataSource source, IIngestionDelays? measured)
{
    private const int Shown = 50;
    private const int Sampled = 200;

    // Five seconds of transactions are cheap to read up to here; beyond it, a second is read.
    private const long CheapCount = 100_000;

    private static readonly TimeSpan[] Windows =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(2),
        TimeSpan.FromDays(1), TimeSpan.FromDays(10),
    ];

    // The one that the rate is taken of is the shortest that is looked at.
    private int _rateWindow = 1;
    private int _window = 1;
    private DateTime _through = DateTime.MinValue;

    public async Task<TransactionState> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        _window = Math.Max(_window, _rateWindow);
        var read = await ReadAsync(connection, cancellationToken);
        while (read.Newest.Count < Shown && _window < Windows.Length - 1)
        {
            _window++;
            read = await ReadAsync(connection, cancellationToken);
        }

        var rate = read.Recent / Windows[_rateWindow].TotalSeconds;
        _rateWindow = rate * Windows[1].TotalSeconds > CheapCount ? 0 : 1;
        _window = read.Recent >= Shown ? _rateWindow : _window;
        _through = read.Through;
        var clock = await CustomerClock.ReadAsync(connection, cancellationToken);
        return new TransactionState
        {
            PerSecond = rate,
            StoredEstimate = Math.Max(read.Stored, read.Newest.Count),
            Newest = [.. read.Newest.Take(Shown)],
            // Simulated times say nothing of a delay.
            Delay = measured is not null ? measured.Take() : clock is null ? Delay(read.Delays) : null,
            CustomerTime = clock is null ? null : new CustomerTimeState(clock.Time, clock.Speed),
        };
    }

    private async Task<Reading> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            WITH recent AS MATERIALIZED (
              SELECT transaction_id, customer_id, transaction_amt, transaction_time, stored_at
              FROM live_transaction_data
              WHERE stored_at > now() - $1
            )
            SELECT
              t.transaction_id, t.customer_id, t.transaction_amt, t.transaction_time, c.segment, t.stored_at,
              (SELECT count(*) FROM recent WHERE stored_at > now() - $2),
              pg_stat_get_live_tuples('live_transaction_data'::REGCLASS), {ExternalIds.Column("t")}
            FROM (SELECT) one
            LEFT JOIN (SELECT * FROM recent ORDER BY stored_at DESC, transaction_id DESC LIMIT $3) t ON TRUE
            LEFT JOIN customer_segments c USING (customer_id)
            ORDER BY t.stored_at DESC, t.transaction_id DESC
            """,
            connection)
        {
            Parameters = { new() { Value = Windows[_window] }, new() { Value = Windows[_rateWindow] }, new() { Value = Sampled } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var read = new Reading([], [], Recent: 0, Stored: 0, _through);
        while (await reader.ReadAsync(cancellationToken))
        {
            read = read with { Recent = reader.GetInt64(6), Stored = reader.GetInt64(7) };
            if (reader.IsDBNull(0))
            {
                break; // Nothing in this window.
            }

            var (time, storedAt) = (reader.GetDateTime(3), reader.GetDateTime(5));
            read.Newest.Add(new RecentTransaction(
                reader.GetInt64(0), reader.GetInt32(1), reader.TextOrNull(8), reader.GetDouble(2), time, reader.TextOrNull(4)));
            if (storedAt > _through)
            {
                read.Delays.Add(storedAt - time);
                read = read with { Through = storedAt > read.Through ? storedAt : read.Through };
            }
        }

        return read;
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

    /// <param name="Newest">First.</param>
    /// <param name="Delays">From a transaction to when it was stored, of those that the last reading had not.</param>
    /// <param name="Recent">Stored within the window that the rate is taken of.</param>
    /// <param name="Stored">As PostgreSQL estimates it.</param>
    /// <param name="Through">When the newest was stored.</param>
    private sealed record Reading(List<RecentTransaction> Newest, List<TimeSpan> Delays, long Recent, long Stored, DateTime Through);
}
