namespace SegmentationUpdates.Dashboard.History;

/// <summary>The past minutes. Immutable.</summary>
/// <param name="Points">A point a second, oldest first.</param>
/// <param name="Flows">The moves of that time, oldest first.</param>
public sealed record LiveHistory(IReadOnlyList<HistoryPoint> Points, IReadOnlyList<SegmentFlow> Flows)
{
    /// <summary>How far back it goes.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromMinutes(10);

    public static readonly LiveHistory Empty = new([], []);

    /// <summary>The moves since a moment, summed up over the time.</summary>
    public IReadOnlyList<SegmentFlow> FlowsSince(DateTime moment) =>
    [
        .. Flows.Where(flow => flow.At >= moment)
            .GroupBy(flow => (flow.From, flow.To))
            .Select(group => new SegmentFlow(moment, group.Key.From, group.Key.To, group.Sum(flow => flow.Customers)))
            .OrderByDescending(flow => flow.Customers)
            .ThenBy(flow => flow.From, StringComparer.Ordinal)
            .ThenBy(flow => flow.To, StringComparer.Ordinal),
    ];
}
