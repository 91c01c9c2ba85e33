using SegmentationUpdates.Messaging.Transactions;

namespace SegmentationUpdates.TestKit;

/// <summary>
/// Keeps the books by itself: what every customer's profile and every stored transaction must be, from the customers at the start and
/// the transactions that were sent, whatever the database computes meanwhile.
/// </summary>
internal sealed class ProfileBook
{
    private sealed record Profile(int Transactions, double Average, DateTime Latest);

    private readonly Dictionary<int, Profile> _atStart = [];
    private readonly Dictionary<long, Transaction> _accepted = [];

    private ProfileBook()
    {
    }

    /// <summary>Transactions of known customers, each id once.</summary>
    public int Accepted => _accepted.Count;

    public int Duplicates { get; private set; }

    public int Unknown { get; private set; }

    public static async Task<ProfileBook> OpenAsync(TestDatabase database)
    {
        var book = new ProfileBook();
        foreach (var (id, profile, _, _) in await ReadAsync(database))
        {
            book._atStart.Add(id, profile);
        }

        return book;
    }

    /// <summary>Adds transactions and sends them.</summary>
    public Task SendAsync(TestKafka kafka, IReadOnlyList<Transaction> transactions)
    {
        Add(transactions);
        return kafka.ProduceAsync(transactions);
    }

    public void Add(params IEnumerable<Transaction> transactions)
    {
        foreach (var transaction in transactions)
        {
            if (!_atStart.ContainsKey(transaction.CustomerId))
            {
                Unknown++;
            }
            else if (!_accepted.TryAdd(transaction.TransactionId, transaction with { Time = ToMicroseconds(transaction.Time) }))
            {
                Duplicates++;
            }
        }
    }

    /// <summary>Compares every stored transaction and every customer.</summary>
    public async Task AssertBalancedAsync(TestDatabase database)
    {
        var stored = await database.QueryAsync(
            "SELECT transaction_id, customer_id, transaction_amt, transaction_time FROM live_transaction_data ORDER BY transaction_id",
            reader => new Transaction(reader.GetInt64(0), reader.GetInt32(1), reader.GetDouble(2), reader.GetDateTime(3)));
        Assert.Equal(_accepted.Values.OrderBy(t => t.TransactionId), stored);

        var payments = _accepted.Values.ToLookup(t => t.CustomerId);
        var customers = await ReadAsync(database);
        Assert.Equal(_atStart.Count, customers.Count);
        foreach (var (id, found, days, updated) in customers)
        {
            var expected = Expected(_atStart[id], [.. payments[id]]);
            Assert.Equal((id, expected.Transactions, expected.Latest), (id, found.Transactions, found.Latest));
            Assert.Equal(expected.Average, found.Average, Math.Abs(expected.Average) * 1e-9);
            if (payments.Contains(id))
            {
                Assert.Equal((id, Math.Max(0, (updated - found.Latest).Days)), (id, days));
            }
        }
    }

    // As PostgreSQL keeps it.
    private static DateTime ToMicroseconds(DateTime time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));

    private static Profile Expected(Profile start, Transaction[] payments)
    {
        if (payments.Length == 0)
        {
            return start;
        }

        var count = start.Transactions + payments.Length;
        var total = ((decimal)start.Average * start.Transactions) + payments.Sum(t => (decimal)t.Amount);
        var latest = payments.Max(t => t.Time);
        return new Profile(count, (double)(total / count), latest > start.Latest ? latest : start.Latest);
    }

    private static Task<List<(int Id, Profile Profile, int Days, DateTime Updated)>> ReadAsync(TestDatabase database) =>
        database.QueryAsync(
            """
            SELECT customer_id, num_transactions, avg_transaction_amt, last_transaction_time, days_from_last_transaction, last_updated
            FROM customer_segments
            ORDER BY customer_id
            """,
            reader => (
                reader.GetInt32(0),
                new Profile(reader.GetInt32(1), reader.GetDouble(2), reader.GetDateTime(3)),
                reader.GetInt32(4),
                reader.GetDateTime(5)));
}
