using SegmentationUpdates.Dashboard.Feed;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Tests.Feed;

public sealed class FeedBroadcastTests
{
    private readonly FeedBroadcast _broadcast = new(Snapshot(0, 0));
    private MoveHistory _history = MoveHistory.Since(0);
    private long _sequence;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_subscriber_gets_the_current_state_at_once_and_then_each_new_one_with_its_moves()
    {
        Publish(1, 3);
        await using var updates = Subscribe();

        var first = await NextAsync(updates);
        Publish(4, 2);
        var second = await NextAsync(updates);

        Assert.Equal((1, 0), (first.Snapshot.Sequence, first.Moves.Count));
        Assert.Equal(2, second.Snapshot.Sequence);
        Assert.Equal([4, 5], Ids(second));
        Assert.Equal(0, second.MovesLeftOut);
    }

    [Fact]
    public async Task Who_does_not_read_skips_states_but_no_moves()
    {
        await using var slow = Subscribe();
        await NextAsync(slow);
        for (var i = 0; i < 50; i++)
        {
            Publish(1 + (10 * i), 10);
        }

        var update = await NextAsync(slow);

        Assert.Equal(50, update.Snapshot.Sequence);
        Assert.Equal(Enumerable.Range(1, 500).Select(id => (long)id), Ids(update));
        Assert.Equal(0, update.MovesLeftOut);
    }

    [Fact]
    public async Task Who_does_not_read_for_long_is_told_how_many_moves_are_missing()
    {
        await using var slow = Subscribe();
        await NextAsync(slow);
        for (var i = 0; i < 50; i++)
        {
            Publish(1 + (100 * i), 100);
        }

        var update = await NextAsync(slow);

        Assert.Equal(MoveHistory.Capacity, update.Moves.Count);
        Assert.Equal(5_000 - MoveHistory.Capacity, update.MovesLeftOut);
    }

    [Fact]
    public async Task A_slow_subscriber_holds_up_neither_the_publisher_nor_the_others()
    {
        await using var slow = Subscribe();
        await NextAsync(slow);
        await using var quick = Subscribe();
        await NextAsync(quick);

        for (var i = 0; i < 10; i++)
        {
            Publish(1 + i, 1);
            Assert.Equal([1 + i], Ids(await NextAsync(quick)));
        }

        Assert.Equal(10, (await NextAsync(slow)).Moves.Count);
    }

    [Fact]
    public async Task Those_who_are_up_to_date_share_one_update()
    {
        await using var one = Subscribe();
        await using var other = Subscribe();
        await NextAsync(one);
        await NextAsync(other);

        Publish(1, 5);

        Assert.Same(await NextAsync(one), await NextAsync(other));
    }

    [Fact]
    public async Task Who_comes_back_gets_what_was_missed_first()
    {
        Publish(1, 10);
        await using var back = Subscribe(afterChange: 7);

        Assert.Equal([8, 9, 10], Ids(await NextAsync(back)));
    }

    [Fact]
    public async Task Who_comes_back_too_late_is_told_that_moves_are_missing()
    {
        _history = MoveHistory.Since(100);
        Publish(101, 2);
        await using var back = Subscribe(afterChange: 40);

        var update = await NextAsync(back);

        Assert.Equal([101, 102], Ids(update));
        Assert.Equal(60, update.MovesLeftOut);
    }

    [Fact]
    public async Task A_cancelled_subscription_ends_while_it_waits()
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await using var updates = _broadcast.SubscribeAsync(null, left.Token).GetAsyncEnumerator(Cancel);
        await NextAsync(updates);
        var waiting = updates.MoveNextAsync().AsTask();

        await left.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.EndsAsync());
    }

    private static DashboardSnapshot Snapshot(long sequence, long lastChange) => new()
    {
        Sequence = sequence,
        At = DateTime.UnixEpoch,
        Connection = new FeedConnection(IsConnected: true, DateTime.UnixEpoch, Problem: null),
        LastChangeId = lastChange,
    };

    private static Task<FeedUpdate> NextAsync(IAsyncEnumerator<FeedUpdate> updates)
    {
        return NextAsync().EndsAsync();

        async Task<FeedUpdate> NextAsync()
        {
            Assert.True(await updates.MoveNextAsync());
            return updates.Current;
        }
    }

    private static IEnumerable<long> Ids(FeedUpdate update) => update.Moves.Select(move => move.ChangeId);

    private IAsyncEnumerator<FeedUpdate> Subscribe(long? afterChange = null) =>
        _broadcast.SubscribeAsync(afterChange, Cancel).GetAsyncEnumerator(Cancel);

    private void Publish(long first, int count)
    {
        _history = _history.Add(MoveHistoryTests.Moves(first, count), count);
        _broadcast.Publish(Snapshot(++_sequence, first + count - 1), _history);
    }
}
