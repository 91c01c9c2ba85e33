using System.Data;
using Npgsql;
using SegmentationUpdates.Storage.Segments;

namespace SegmentationUpdates.Dashboard.Feed;

/// <summary>
/// Keeps the sizes of the segments. They are counted once and then carried forward by the changes, which costs the database the same
/// however many customers there are; a recount each minute takes in customers who were added or erased. For one caller at a time.
/// </summary>
public sealed class SegmentFollower(NpgsqlDataSource source, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    // A recount that takes long comes less often: no more than a hundredth of the time goes to it.
    private const int RecountShare = 100;

    private readonly Queue<(DateTimeOffset At, string? From, string? To, long Customers)> _recent = new();
    private SegmentSizes _sizes = SegmentSizes.None;
    private MoveHistory _history = MoveHistory.Since(0);
    private DateTimeOffset _recount = DateTimeOffset.MinValue;
    private long _lastChange = -1;
    private long _lastErasure;

    /// <summary>Makes the next read count anew.</summary>
    public void Recount() => _recount = DateTimeOffset.MinValue;

    /// <exception cref="NpgsqlException">The database fails; the next read goes on from the last that succeeded.</exception>
    public async Task<SegmentReading> ReadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);

        // One snapshot for all questions: their answers belong together.
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var changes = _lastChange < 0
            ? ChangeBatch.None
            : await ChangeBatch.ReadAsync(connection, _lastChange, MoveHistory.Capacity, cancellationToken);
        var counted = now >= _recount || _sizes.Total == 0 ? await SegmentSizes.CountAsync(connection, cancellationToken) : null;
        var (erased, lastErasure) = counted is null ? ([], _lastErasure) : await ErasedAsync(connection, _lastErasure, cancellationToken);
        var took = time.GetUtcNow() - now;
        var model = await ModelQuery.ActiveAsync(connection, cancellationToken);
        var names = await SegmentNameQuery.ReadAsync(connection, cancellationToken);

        // Everything is read: from here on nothing fails, so a reading counts whole or not at all.
        foreach (var (from, to, customers, areNew) in changes.Flows.Where(flow => flow.From != flow.To)) // An erasure leads from nowhere to nowhere.
        {
            if (areNew)
            {
                _sizes.Add(to, customers);
            }
            else
            {
                _sizes.Move(from, to, customers);
            }

            _recent.Enqueue((now, from, to, customers));
        }

        _history = _history.Add(changes.Newest, changes.Count);
        if (counted is not null)
        {
            _sizes = counted;
            _history = _lastChange < 0 ? MoveHistory.Since(counted.LastChange) : _history.Without(erased);
            _lastErasure = lastErasure;
            _lastChange = counted.LastChange;
            _recount = now + TimeSpan.FromTicks(Math.Max(Window.Ticks, took.Ticks * RecountShare));
        }
        else
        {
            _lastChange = Math.Max(_lastChange, changes.LastChange);
        }

        while (_recent.TryPeek(out var oldest) && oldest.At < now - Window)
        {
            _recent.Dequeue();
        }

        return new SegmentReading
        {
            Segments = _sizes.States(model?.Labels ?? [], Change),
            Customers = _sizes.Total,
            LastChangeId = _lastChange,
            MovesInLastMinute = _recent.Where(moves => moves.From is not null).Sum(moves => moves.Customers),
            History = _history,
            Names = names,
            Model = model,
        };
    }

    private static async Task<(HashSet<int> Customers, long LastErasure)> ErasedAsync(
        NpgsqlConnection connection, long after, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT customer_id, erasure_id FROM erased_customers WHERE erasure_id > $1", connection)
        {
            Parameters = { new() { Value = after } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var customers = new HashSet<int>();
        while (await reader.ReadAsync(cancellationToken))
        {
            customers.Add(reader.GetInt32(0));
            after = Math.Max(after, reader.GetInt64(1));
        }

        return (customers, after);
    }

    private long Change(string? name) => _recent.Sum(moves =>
        (moves.To == name ? moves.Customers : 0) - (moves.From == name ? moves.Customers : 0));
}
