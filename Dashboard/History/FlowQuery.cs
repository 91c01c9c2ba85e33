using Npgsql;
using SegmentationUpdates.Dashboard.Feed;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Dashboard.History;

/// <summary>Sums up the changes of segment by second.</summary>
internal static class FlowQuery
{
    /// <summary>A change of model can move everybody at once; beyond this, what is past is not worth reading at the start.</summary>
    public const long MostPastChanges = 200_000;

    /// <param name="source">The database.</param>
    /// <param name="after">The last change that is known.</param>
    /// <param name="through">The last change to sum up.</param>
    /// <param name="since">What is older is left out.</param>
    /// <param name="cancellationToken">Stops the work where it is.</param>
    public static async Task<List<SegmentFlow>> ReadAsync(
        NpgsqlDataSource source, long after, long through, DateTime since, CancellationToken cancellationToken)
    {
        // By id, which the primary key finds; there is no index by time.
        await using var command = source.CreateCommand(
            """
            SELECT date_trunc('second', changed_at) AS at, from_segment, to_segment, count(*)
            FROM segment_changes
            WHERE change_id > $1 AND change_id <= $2 AND changed_at >= $3 AND from_segment IS DISTINCT FROM to_segment AND reason <> $4
            GROUP BY 1, 2, 3
            ORDER BY 1
            """);
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = through });
        command.Parameters.Add(new() { Value = since });
        command.Parameters.Add(new() { Value = SegmentChangeReason.Loaded.ToText() }); // They were nowhere before.
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var flows = new List<SegmentFlow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            flows.Add(new SegmentFlow(
                reader.GetDateTime(0),
                reader.TextOrNull(1),
                reader.TextOrNull(2),
                reader.GetInt64(3)));
        }

        return flows;
    }

    /// <summary>The latest moves up to a change, newest first; of a longer row of first placements only the last are looked through.</summary>
    public static async Task<List<SegmentMove>> LatestAsync(
        NpgsqlDataSource source, long through, int limit, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(
            $"""
            SELECT {SegmentChange.Columns}
            FROM segment_changes
            WHERE change_id <= $1 AND change_id > $1 - $3 AND from_segment IS NOT NULL
            ORDER BY change_id DESC
            LIMIT $2
            """);
        command.Parameters.Add(new() { Value = through });
        command.Parameters.Add(new() { Value = limit });
        command.Parameters.Add(new() { Value = MostPastChanges });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var moves = new List<SegmentMove>();
        while (await reader.ReadAsync(cancellationToken))
        {
            moves.Add(SegmentMove.Read(reader));
        }

        return moves;
    }
}
