using Npgsql;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Trainer.Publishing;

/// <summary>The changes that are to be published, and up to where a topic has them.</summary>
internal static class SegmentChangeTable
{
    /// <summary>More than this many unpublished changes are not counted exactly.</summary>
    public const int MostCounted = 1_000_000;

    /// <summary>
    /// The next changes in the order of their ids, which is that in which they were committed: what is not there yet comes behind. It ends before the
    /// second change of a customer, so that no change of a customer is sent before the one before it is acknowledged.
    /// </summary>
    public static async Task<IReadOnlyList<SegmentChange>> ReadAsync(
        NpgsqlConnection connection, long after, int limit, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT {SegmentChange.Columns}
            FROM segment_changes
            WHERE change_id > $1
            ORDER BY change_id
            LIMIT $2
            """,
            connection)
        {
            Parameters = { new() { Value = after }, new() { Value = limit } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var changes = new List<SegmentChange>();
        var customers = new HashSet<int>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var change = SegmentChange.Read(reader);
            if (!customers.Add(change.CustomerId))
            {
                break;
            }

            changes.Add(change);
        }

        return changes;
    }

    /// <summary>The last change that the topic has; 0 for a topic that has none.</summary>
    public static async Task<long> PositionAsync(NpgsqlConnection connection, string topic, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT last_change_id FROM segment_change_publications WHERE topic = $1", connection)
        {
            Parameters = { new() { Value = topic } },
        };
        return await command.ExecuteScalarAsync(cancellationToken) as long? ?? 0;
    }

    /// <summary>Remembers the last change that the topic has; 0 when it has none.</summary>
    public static async Task SetPositionAsync(NpgsqlConnection connection, string topic, long changeId, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO segment_change_publications (topic, last_change_id)
            VALUES ($1, $2)
            ON CONFLICT (topic) DO UPDATE SET last_change_id = EXCLUDED.last_change_id, published_at = EXCLUDED.published_at
            """,
            connection)
        {
            Parameters = { new() { Value = topic }, new() { Value = changeId } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>How many changes wait, at most <see cref="MostCounted"/>.</summary>
    public static async Task<long> WaitingAsync(NpgsqlConnection connection, long after, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT count(*) FROM (SELECT FROM segment_changes WHERE change_id > $1 LIMIT {MostCounted}) waiting", connection)
        {
            Parameters = { new() { Value = after } },
        };
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
