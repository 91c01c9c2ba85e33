using System.Runtime.CompilerServices;
using Npgsql;
using SegmentationUpdates.Dashboard.Feed;

namespace SegmentationUpdates.Dashboard.Queries;

/// <summary>Changes of segment by id, which grows in the order of commit: who remembers the last one misses none.</summary>
public sealed class ChangeQueries(NpgsqlDataSource source, ISegmentFeed feed)
{
    private const int CatchUpPage = 1_000;

    /// <summary>The changes after one, oldest first.</summary>
    public async Task<List<SegmentMove>> AfterAsync(long changeId, int limit, CancellationToken cancellationToken = default)
    {
        await using var command = source.CreateCommand(
            """
            SELECT change_id, customer_id, from_segment, to_segment, changed_at, reason, model_version
            FROM segment_changes
            WHERE change_id > $1
            ORDER BY change_id
            LIMIT $2
            """);
        command.Parameters.Add(new() { Value = changeId });
        command.Parameters.Add(new() { Value = limit });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var changes = new List<SegmentMove>();
        while (await reader.ReadAsync(cancellationToken))
        {
            changes.Add(SegmentChanges.Read(reader));
        }

        return changes;
    }

    /// <summary>As <see cref="AfterAsync"/>, but when there are none yet, waits for some; empty when the time is up.</summary>
    public async Task<List<SegmentMove>> WaitAfterAsync(
        long changeId, int limit, TimeSpan wait, CancellationToken cancellationToken = default)
    {
        var changes = await AfterAsync(changeId, limit, cancellationToken);
        if (changes.Count > 0 || wait <= TimeSpan.Zero)
        {
            return changes;
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(wait);
        try
        {
            await foreach (var update in feed.SubscribeAsync(changeId, timeout.Token))
            {
                if (update.Snapshot.LastChangeId > changeId)
                {
                    return await AfterAsync(changeId, limit, cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time is up.
        }

        return changes;
    }

    /// <summary>
    /// The changes after one, and then every new one as it comes; null now and then while there is none. What the feed does not keep any
    /// more is read from the database, page by page, at the reader's pace.
    /// </summary>
    public async IAsyncEnumerable<SegmentMove?> FollowAsync(
        long? changeId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var last = changeId ?? feed.Current.LastChangeId;
        await foreach (var update in feed.SubscribeAsync(last, cancellationToken))
        {
            if (update.MovesLeftOut > 0)
            {
                while (last < update.Snapshot.LastChangeId
                    && await AfterAsync(last, CatchUpPage, cancellationToken) is { Count: > 0 } page)
                {
                    foreach (var move in page)
                    {
                        last = move.ChangeId;
                        yield return move;
                    }
                }
            }

            foreach (var move in update.Moves)
            {
                if (move.ChangeId > last)
                {
                    last = move.ChangeId;
                    yield return move;
                }
            }

            if (update.Moves.Count == 0)
            {
                yield return null;
            }
        }
    }
}
