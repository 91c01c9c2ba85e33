using System.Data;
using Npgsql;

namespace SegmentationUpdates.Standalone.Views;

/// <summary>
/// Follows segments and moves. The sizes are counted once and then carried forward by the changes, which costs the database
/// the same however many customers there are; a recount each minute takes in customers who were added.
/// </summary>
internal sealed class SegmentReader(NpgsqlDataSource source, TimeProvider time)
{
    private const string NoSegment = "(none yet)";
    private const int MovesKept = 8;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Queue<(DateTimeOffset At, string? From, string? To, long Customers)> _recent = new();
    private readonly LinkedList<Move> _latest = new();
    private Dictionary<string, long> _sizes = [];
    private IReadOnlyList<string> _order = [];
    private DateTimeOffset _recount = DateTimeOffset.MinValue;
    private long _lastChange = -1;

    public async Task<SegmentSnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);

        // One snapshot for all questions: their answers belong together.
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        if (_lastChange >= 0)
        {
            await FollowAsync(connection, now, cancellationToken);
        }

        if (now >= _recount || _sizes.Count == 0)
        {
            await RecountAsync(connection, cancellationToken);
            _recount = now + Window;
        }

        while (_recent.TryPeek(out var oldest) && oldest.At < now - Window)
        {
            _recent.Dequeue();
        }

        // Before the snapshot, which stands in the model's order.
        var (version, age) = await ModelAsync(connection, cancellationToken);
        return Snapshot() with { ModelVersion = version, ModelAge = age };
    }

    private SegmentSnapshot Snapshot()
    {
        var names = _order.Concat(_sizes.Keys.Where(name => !_order.Contains(name)).Order(StringComparer.Ordinal));
        return new SegmentSnapshot
        {
            Sizes = [.. names.Select(name => new SegmentSize(name, _sizes.GetValueOrDefault(name), Change(name)))],
            MovesInLastMinute = _recent.Sum(moves => moves.Customers),
            LatestMoves = [.. _latest],
        };
    }

    private long Change(string name) => _recent.Sum(moves =>
        ((moves.To ?? NoSegment) == name ? moves.Customers : 0) - ((moves.From ?? NoSegment) == name ? moves.Customers : 0));

    private async Task RecountAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT segment, count(*), (SELECT COALESCE(max(change_id), 0) FROM segment_changes)
            FROM customer_segments
            GROUP BY segment
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);

        // Without customers there is nothing to follow yet: changes from before belong to nobody.
        var lastChange = -1L;
        while (await reader.ReadAsync(cancellationToken))
        {
            sizes[reader.IsDBNull(0) ? NoSegment : reader.GetString(0)] = reader.GetInt64(1);
            lastChange = reader.GetInt64(2);
        }

        _sizes = sizes;
        _lastChange = lastChange;
    }

    private async Task FollowAsync(NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand(
                    """
                    SELECT from_segment, to_segment, count(*), max(change_id)
                    FROM segment_changes
                    WHERE change_id > $1
                    GROUP BY from_segment, to_segment
                    """)
                {
                    Parameters = { new() { Value = _lastChange } },
                },
                new NpgsqlBatchCommand(
                    """
                    SELECT changed_at, customer_id, from_segment, to_segment, reason, change_id
                    FROM segment_changes
                    WHERE change_id > $1 AND reason <> 'erased'
                    ORDER BY change_id DESC
                    LIMIT $2
                    """)
                {
                    Parameters = { new() { Value = _lastChange }, new() { Value = MovesKept } },
                },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var (from, to, customers) = (Text(reader, 0), Text(reader, 1), reader.GetInt64(2));
            _lastChange = Math.Max(_lastChange, reader.GetInt64(3));
            if (from == to)
            {
                continue; // A customer was erased; the next recount sees it.
            }

            _sizes[from ?? NoSegment] = _sizes.GetValueOrDefault(from ?? NoSegment) - customers;
            _sizes[to ?? NoSegment] = _sizes.GetValueOrDefault(to ?? NoSegment) + customers;
            _recent.Enqueue((now, from, to, customers));
        }

        await reader.NextResultAsync(cancellationToken);
        var newest = new List<Move>();
        while (await reader.ReadAsync(cancellationToken))
        {
            newest.Add(new Move(reader.GetDateTime(0), reader.GetInt32(1), Text(reader, 2), Text(reader, 3), reader.GetString(4)));
        }

        for (var i = newest.Count - 1; i >= 0; i--)
        {
            _latest.AddFirst(newest[i]);
        }

        while (_latest.Count > MovesKept)
        {
            _latest.RemoveLast();
        }
    }

    private async Task<(long? Version, TimeSpan Age)> ModelAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "SELECT model_version, activated_at, ARRAY(SELECT jsonb_array_elements_text(parameters -> 'labels')) FROM clustering_models WHERE is_active",
            connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return (null, default);
        }

        _order = reader.GetFieldValue<string[]>(2);
        return (reader.GetInt64(0), time.GetUtcNow().UtcDateTime - reader.GetDateTime(1));
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
