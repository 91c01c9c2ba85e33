using SegmentationUpdates.Dashboard.Feed;

namespace SegmentationUpdates.Dashboard.Tests.Feed;

public sealed class MoveHistoryTests
{
    [Fact]
    public void What_was_added_is_given_from_any_change_on()
    {
        var history = MoveHistory.Since(10).Add(Moves(11, 3), seen: 3).Add(Moves(20, 2), seen: 2);

        Assert.Equal([11, 12, 13, 20, 21], Ids(history.After(10)));
        Assert.Equal([13, 20, 21], Ids(history.After(12)));
        Assert.Equal([20, 21], Ids(history.After(15)));
        Assert.Empty(history.After(21));
        Assert.Equal([21, 20, 13], Ids(history.Latest(3)));
        Assert.Equal((5, 10), (history.Total, history.CompleteAfter));
    }

    [Fact]
    public void It_keeps_so_many_and_knows_since_when_it_is_complete()
    {
        var history = MoveHistory.Since(0);
        for (var first = 1; first <= MoveHistory.Capacity + 101; first += 100)
        {
            history = history.Add(Moves(first, 100), seen: 100);
        }

        var kept = history.After(0);
        Assert.Equal(MoveHistory.Capacity, kept.Count);
        Assert.Equal(kept[0].ChangeId - 1, history.CompleteAfter);
        Assert.Equal(MoveHistory.Capacity + 200, history.Total);
    }

    [Fact]
    public void Moves_that_were_only_counted_leave_a_hole_that_is_known()
    {
        var history = MoveHistory.Since(0).Add(Moves(1, 5), seen: 5).Add(Moves(1_000, 2), seen: 500);

        Assert.Equal([1_000, 1_001], Ids(history.After(0)));
        Assert.Equal((505, 999), (history.Total, history.CompleteAfter));
    }

    [Fact]
    public void Erased_customers_are_not_in_it()
    {
        var history = MoveHistory.Since(0).Add(Moves(1, 5), seen: 5).Without(new HashSet<int> { 2, 4 });

        Assert.Equal([1, 3, 5], Ids(history.After(0)));
    }

    internal static SegmentMove[] Moves(long first, int count) =>
        [.. Enumerable.Range(0, count).Select(i => new SegmentMove(first + i, (int)first + i, null, "a", "b", DateTime.UnixEpoch, "manual", null))];

    private static IEnumerable<long> Ids(IEnumerable<SegmentMove> moves) => moves.Select(move => move.ChangeId);
}
