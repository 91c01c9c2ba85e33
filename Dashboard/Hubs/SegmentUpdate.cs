using SegmentationUpdates.Dashboard.Feed;

namespace SegmentationUpdates.Dashboard.Hubs;

/// <summary>What a client of the hub gets: the state, without its long lists, and the moves since the update before.</summary>
public sealed record SegmentUpdate
{
    /// <summary>Grows by one with every state; a gap is what this client skipped.</summary>
    public required long Sequence { get; init; }

    /// <summary>When the state was read, UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>Whether the state is live, or what was last known.</summary>
    public required FeedConnection Connection { get; init; }

    public required IReadOnlyList<SegmentState> Segments { get; init; }

    public required long Customers { get; init; }

    public required long MovesInLastMinute { get; init; }

    /// <summary>To go on after, when the connection was lost.</summary>
    public required long LastChangeId { get; init; }

    /// <summary>Since the update before, oldest first; without first placements.</summary>
    public required IReadOnlyList<SegmentMove> Moves { get; init; }

    /// <summary>Above 0: so many at most are missing in moves, and can be read by the API.</summary>
    public required long MovesLeftOut { get; init; }

    public required double TransactionsPerSecond { get; init; }

    public DelayState? Delay { get; init; }

    public ModelState? Model { get; init; }

    public BacklogState? Backlog { get; init; }

    public static SegmentUpdate Of(FeedUpdate update)
    {
        ArgumentNullException.ThrowIfNull(update);
        var snapshot = update.Snapshot;
        return new SegmentUpdate
        {
            Sequence = snapshot.Sequence,
            At = snapshot.At,
            Connection = snapshot.Connection,
            Segments = snapshot.Segments,
            Customers = snapshot.Customers,
            MovesInLastMinute = snapshot.MovesInLastMinute,
            LastChangeId = snapshot.LastChangeId,
            Moves = [.. update.Moves.Where(move => !move.IsPlacement)],
            MovesLeftOut = update.MovesLeftOut,
            TransactionsPerSecond = snapshot.Transactions.PerSecond,
            Delay = snapshot.Transactions.Delay,
            Model = snapshot.Model,
            Backlog = snapshot.Backlog,
        };
    }
}
