using SegmentationUpdates.Dashboard.Feed;

namespace SegmentationUpdates.Dashboard.History;

/// <summary>The past minutes. Immutable.</summary>
/// <param name="Points">A point a second, oldest first.</param>
/// <param name="Flows">The moves and first placements of that time, oldest first.</param>
/// <param name="EarlierMoves">The last moves before the feed began, newest first.</param>
public sealed record LiveHistory(
    IReadOnlyList<HistoryPoint> Points, IReadOnlyList<SegmentFlow> Flows, IReadOnlyList<SegmentMove> EarlierMoves)
{
    /// <summary>How far back it goes.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromMinutes(10);

    public static readonly LiveHistory Empty = new([], [], []);

    /// <summary>The feed's latest moves, and those before it began, newest first.</summary>
    public IReadOnlyList<SegmentMove> Latest(DashboardSnapshot snapshot, int count)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return snapshot.LatestMoves.Count >= count
            ? snapshot.LatestMoves
            : [.. snapshot.LatestMoves, .. EarlierMoves.Take(count - snapshot.LatestMoves.Count)];
    }

    /// <summary>The moves since a moment, summed up over the time; first placements are none.</summary>
    public IReadOnlyList<SegmentFlow> FlowsSince(DateTime moment) =>
    [
        .. Flows.Where(flow => flow.At >= moment && flow.From is not null)
            .GroupBy(flow => (flow.From, flow.To))
            .Select(group => new SegmentFlow(moment, group.Key.From, group.Key.To, group.Sum(flow => flow.Customers)))
            .OrderByDescending(flow => flow.Customers)
            .ThenBy(flow => flow.From, StringComparer.Ordinal)
            .ThenBy(flow => flow.To, StringComparer.Ordinal),
    ];
}
