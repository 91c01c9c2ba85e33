using CsCheck;
using SegmentationUpdates.Dashboard.Feed;
using SegmentationUpdates.Dashboard.History;

namespace SegmentationUpdates.Dashboard.Tests.Pages;

public sealed class PastSizesTests
{
    private static readonly DateTime Now = new(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Moves_are_undone_from_the_last_to_the_first()
    {
        SegmentFlow[] flows = [new(Now.AddSeconds(-5), null, "a", 3), new(Now.AddSeconds(-2), "a", "b", 1)];

        var points = PastSizes.Reconstruct(Snapshot(("a", 2), ("b", 1)), flows, Now.AddSeconds(-6));

        Assert.Equal(
            [(0, 0, 3), (3, 0, 0), (3, 0, 0), (3, 0, 0), (2, 1, 0), (2, 1, 0)],
            points.Select(point => (Size(point, "a"), Size(point, "b"), Size(point, ""))));
    }

    [Fact]
    public void Nobody_is_lost_or_made_up() =>
        Gen.Select(Gen.Int[1, 9], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[1, 5]).List[0, 20].Sample(moves =>
        {
            var flows = moves
                .Select(move => new SegmentFlow(Now.AddSeconds(-move.Item1), $"{move.Item2}", $"{move.Item3}", move.Item4))
                .OrderBy(flow => flow.At)
                .ToList();

            var points = PastSizes.Reconstruct(Snapshot(("0", 100), ("1", 100), ("2", 100), ("3", 100)), flows, Now.AddSeconds(-10));

            return points.TrueForAll(point => point.Sizes.Values.Sum() == 400);
        });

    private static long Size(HistoryPoint point, string segment) => point.Sizes.GetValueOrDefault(segment);

    private static DashboardSnapshot Snapshot(params (string Name, long Customers)[] segments) => new()
    {
        Sequence = 1,
        At = Now,
        Connection = new FeedConnection(IsConnected: true, Now, Problem: null),
        Segments = [.. segments.Select(segment => new SegmentState(segment.Name, segment.Customers, Share: 0, Change: 0))],
    };
}
