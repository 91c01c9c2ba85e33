using SegmentationUpdates.Messaging.Transactions;

namespace SegmentationUpdates.TestKit;

/// <summary>Makes transactions, each with an id of its own, over the last weeks.</summary>
/// <param name="seed">The same seed makes the same payments.</param>
/// <param name="lastId">Of those that others have made; theirs and these are different payments.</param>
internal sealed class Payments(int seed = 1, long lastId = 1_000)
{
    private readonly Random _random = new(seed);
    private readonly DateTime _now = new(DateTime.UtcNow.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, DateTimeKind.Utc);
    private long _lastId = lastId;

    /// <param name="customerId">Who pays.</param>
    /// <param name="amount">Null for any.</param>
    /// <param name="ago">Null for some time within the last four weeks.</param>
    public Transaction Next(int customerId, double? amount = null, TimeSpan? ago = null) => new(
        ++_lastId,
        customerId,
        amount ?? Math.Round(1 + (_random.NextDouble() * 999), 2),
        _now - (ago ?? TimeSpan.FromMilliseconds(_random.NextInt64(28L * 24 * 3600 * 1000))));

    /// <summary>Any customers from 1 to a last.</summary>
    public Transaction[] Many(int count, int lastCustomer) => [.. Enumerable.Range(0, count).Select(_ => Next(_random.Next(lastCustomer) + 1))];

    public T[] Shuffle<T>(IEnumerable<T> items)
    {
        T[] shuffled = [.. items];
        _random.Shuffle(shuffled);
        return shuffled;
    }
}
