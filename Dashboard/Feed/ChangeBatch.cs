using Npgsql;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Dashboard.Feed;

/// <summary>The changes of segment after one that is known: how many went from where to where or came with a segment, and the newest of them by name.</summary>
internal sealed record ChangeBatch
{
    public static readonly ChangeBatch None = new();

    public IReadOnlyList<(string? From, string? To, long Customers, bool AreNew)> Flows { get; private init; } = [];

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<SegmentMove> Newest { get; private init; } = [];

    public long Count { get; private init; }

    /// <summary>0 for none.</summary>
    public long LastChange { get; private init; }

    public static async Task<ChangeBatch> ReadAsync(
        NpgsqlConnection connection, long after, int limit, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand(
                    """
                    SELECT from_segment, to_segment, count(*), max(change_id), reason = $2
                    FROM segment_changes
                    WHERE change_id > $1
                    GROUP BY from_segment, to_segment, reason = $2
                    """)
                {
                    Parameters = { new() { Value = after }, new() { Value = SegmentChangeReason.Loaded.ToText() } },
                },
                new NpgsqlBatchCommand(
                    $"""
                    SELECT {SegmentChange.Columns}
                    FROM segment_changes
                    WHERE change_id > $1
                    ORDER BY change_id DESC
                    LIMIT $2
                    """)
                {
                    Parameters = { new() { Value = after }, new() { Value = limit } },
                },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var flows = new List<(string?, string?, long, bool)>();
        var (count, last) = (0L, 0L);
        while (await reader.ReadAsync(cancellationToken))
        {
            flows.Add((reader.TextOrNull(0), reader.TextOrNull(1), reader.GetInt64(2), reader.GetBoolean(4)));
            count += reader.GetInt64(2);
            last = Math.Max(last, reader.GetInt64(3));
        }

        await reader.NextResultAsync(cancellationToken);
        var newest = new List<SegmentMove>();
        while (await reader.ReadAsync(cancellationToken))
        {
            newest.Add(SegmentMove.Read(reader));
        }

        newest.Reverse();
        return new ChangeBatch { Flows = flows, Newest = newest, Count = count, LastChange = last };
    }
}
