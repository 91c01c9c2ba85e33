using SegmentationUpdates.Dashboard.Feed;

namespace SegmentationUpdates.Dashboard.History;

/// <summary>
/// The sizes of the segments before this process began: those of now, and the moves in between undone, last first. Exact as long as
/// nobody was added or erased meanwhile.
/// </summary>
internal static class PastSizes
{
    /// <summary>A point a second, oldest first, up to the snapshot's own.</summary>
    public static List<HistoryPoint> Reconstruct(DashboardSnapshot snapshot, IReadOnlyList<SegmentFlow> flows, DateTime since)
    {
        var sizes = Sizes(snapshot);
        var points = new List<HistoryPoint>();
        var next = flows.Count - 1;
        for (var at = snapshot.At.AddSeconds(-1); at >= since; at = at.AddSeconds(-1))
        {
            Dictionary<string, long>? before = null;
            for (; next >= 0 && flows[next].At > at; next--)
            {
                before ??= new Dictionary<string, long>(sizes, StringComparer.Ordinal);
                var (from, to, customers) = (flows[next].From ?? "", flows[next].To ?? "", flows[next].Customers);
                before[to] = before.GetValueOrDefault(to) - customers;
                before[from] = before.GetValueOrDefault(from) + customers;
            }

            sizes = before ?? sizes;
            points.Add(new HistoryPoint(at, PerSecond: null, Median: null, Percentile99: null, Backlog: null, sizes));
        }

        points.Reverse();
        return points;
    }

    public static Dictionary<string, long> Sizes(DashboardSnapshot snapshot) =>
        snapshot.Segments.ToDictionary(segment => segment.Name ?? "", segment => segment.Customers, StringComparer.Ordinal);
}
