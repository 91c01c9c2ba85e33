using System.Collections.Immutable;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Dashboard.Feed;

/// <summary>
/// The latest moves, shared by all subscribers: each remembers only the last one it has, so that a slow one costs no memory. Immutable.
/// </summary>
public sealed class MoveHistory
{
    /// <summary>How many moves are kept.</summary>
    public const int Capacity = 2_000;

    private readonly ImmutableArray<SegmentMove> _moves;

    private MoveHistory(ImmutableArray<SegmentMove> moves, long total, long completeAfter)
    {
        _moves = moves;
        Total = total;
        CompleteAfter = completeAfter;
    }

    /// <summary>How many moves the feed has seen, kept or not.</summary>
    internal long Total { get; }

    /// <summary>Every move after this change is kept.</summary>
    internal long CompleteAfter { get; }

    /// <param name="changeId">The last change before the history begins.</param>
    internal static MoveHistory Since(long changeId) => new([], 0, changeId);

    /// <summary>Newest first, without first placements and erasures, which are no moves to look at.</summary>
    public IReadOnlyList<SegmentMove> Latest(int count) =>
        [.. Enumerable.Reverse(_moves.AsEnumerable()).Where(move => move.From is not null).Take(count)];

    /// <param name="newest">The newest ones of what was seen, in order.</param>
    /// <param name="seen">How many were seen, at least as many.</param>
    internal MoveHistory Add(IReadOnlyList<SegmentMove> newest, long seen)
    {
        if (seen == 0)
        {
            return this;
        }

        // Moves that were seen but are not here leave a hole: what lies before it is no longer "since".
        if (seen > newest.Count)
        {
            return new MoveHistory([.. newest], Total + seen, newest[0].ChangeId - 1);
        }

        var kept = Math.Min(_moves.Length, Math.Max(0, Capacity - newest.Count));
        var completeAfter = kept == _moves.Length ? CompleteAfter : _moves[^(kept + 1)].ChangeId;
        return new MoveHistory([.. _moves.AsSpan()[^kept..], .. newest], Total + seen, completeAfter);
    }

    /// <summary>Forgets customers who were erased, but for their being erased.</summary>
    internal MoveHistory Without(IReadOnlySet<int> customers) => customers.Count == 0
        ? this
        : new MoveHistory(_moves.RemoveAll(move => customers.Contains(move.CustomerId) && !IsErasure(move)), Total, CompleteAfter);

    /// <summary>The moves after a change, oldest first.</summary>
    /// <param name="changeId">The last one that is known.</param>
    internal IReadOnlyList<SegmentMove> After(long changeId)
    {
        var first = _moves.Length;
        while (first > 0 && _moves[first - 1].ChangeId > changeId)
        {
            first--;
        }

        return first == _moves.Length ? [] : _moves[first..];
    }

    private static bool IsErasure(SegmentMove move) => move.Reason == SegmentChangeReason.Erased.ToText();
}
