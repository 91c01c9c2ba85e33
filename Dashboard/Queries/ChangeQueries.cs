using System.Runtime.CompilerServices;
using Npgsql;
using SegmentationUpdates.Dashboard.Feed;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Dashboard.Queries;

/// <summary>Changes of segment by id, which grows in the order of commit: who remembers the last one misses none.</summary>
public sealed class ChangeQueries(NpgsqlDataSource source, ISegmentFeed feed)
{
    private const int CatchUpPage = 1_000;

    /// <summary>The changes after one, oldest first.</summary>
    /// <param name="changeId">The last one that is known.</param>
    /// <param name="placements">Whether first placements are wanted too.</param>
    /// <param name="limit">The most.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public async Task<List<SegmentMove>> AfterAsync(
        long changeId, bool placements, int limit, CancellationToken cancellationToken = default)
    {
        await using var command = source.CreateCommand(
            $"""
            SELECT {SegmentChange.Columns}
            FROM segment_changes
            WHERE change_id > $1 AND ($3 OR from_segment IS NOT NULL OR to_segment IS NULL)
            ORDER BY change_id
            LIMIT $2
            """);
        command.Parameters.Add(new() { Value = changeId });
        command.Parameters.Add(new() { Value = limit });
        command.Parameters.Add(new() { Value = placements });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var changes = new List<SegmentMove>();
        while (await reader.ReadAsync(cancellationToken))
        {
            changes.Add(SegmentMove.Read(reader));
        }

        return changes;
    }

    /// <summary>
    /// A page of the changes after one; when there are none yet, waits for some. An empty page goes on behind the first placements that it
    /// left out, so that nobody looks through them twice.
    /// </summary>
    /// <inheritdoc cref="AfterAsync"/>
    public async Task<ChangeList> PageAfterAsync(
        long changeId, bool placements, int limit, TimeSpan wait, CancellationToken cancellationToken = default)
    {
        var page = await PageAsync(changeId, placements, limit, cancellationToken);
        if (page.Items.Count > 0 || wait <= TimeSpan.Zero)
        {
            return page;
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(wait);
        try
        {
            await foreach (var update in feed.SubscribeAsync(page.Next, timeout.Token))
            {
                if (update.Snapshot.LastChangeId > page.Next)
                {
                    page = await PageAsync(page.Next, placements, limit, cancellationToken);
                    if (page.Items.Count > 0)
                    {
                        return page;
                    }
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time is up.
        }

        return page;
    }

    /// <summary>
    /// The changes after one, and then every new one as it comes; null now and then while there is none. What the feed does not keep any
    /// more is read from the database, page by page, at the reader's pace.
    /// </summary>
    /// <param name="changeId">The last one that is known; null: what happens from now on.</param>
    /// <param name="placements">Whether first placements are wanted too.</param>
    /// <param name="cancellationToken">Stops the work where it is.</param>
    public async IAsyncEnumerable<SegmentMove?> FollowAsync(
        long? changeId, bool placements, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var last = changeId ?? feed.Current.LastChangeId;
        await foreach (var update in feed.SubscribeAsync(last, cancellationToken))
        {
            if (update.MovesLeftOut > 0)
            {
                while (last < update.Snapshot.LastChangeId)
                {
                    var page = await PageAsync(last, placements, CatchUpPage, cancellationToken);
                    foreach (var move in page.Items)
                    {
                        yield return move;
                    }

                    last = page.Next;
                }
            }

            foreach (var move in update.Moves)
            {
                if (move.ChangeId > last)
                {
                    last = move.ChangeId;
                    if (placements || !move.IsPlacement)
                    {
                        yield return move;
                    }
                }
            }

            if (update.Moves.Count == 0)
            {
                yield return null;
            }
        }
    }

    // What the feed knows of was committed before this query began, so the query has looked through it.
    private async Task<ChangeList> PageAsync(long changeId, bool placements, int limit, CancellationToken cancellationToken)
    {
        var known = feed.Current.LastChangeId;
        var changes = await AfterAsync(changeId, placements, limit, cancellationToken);
        var last = changes.Count == 0 ? changeId : changes[^1].ChangeId;
        return new ChangeList(changes, changes.Count < limit ? Math.Max(last, known) : last);
    }
}
