using System.Runtime.CompilerServices;

namespace SegmentationUpdates.Dashboard.Feed;

/// <summary>
/// Hands each published state to any number of subscribers. A subscriber holds nothing but what it knows already: it never delays the
/// others or the publisher, and one that does not read costs nothing. One publisher; subscribers on any thread.
/// </summary>
internal sealed class FeedBroadcast
{
    private State _state;

    public FeedBroadcast(DashboardSnapshot initial) =>
        _state = new State(initial, MoveHistory.Since(0), new FeedUpdate(initial, [], 0), KnownBefore: 0);

    public DashboardSnapshot Current => Volatile.Read(ref _state).Snapshot;

    public void Publish(DashboardSnapshot snapshot, MoveHistory history)
    {
        var last = _state;
        var since = last.Snapshot.LastChangeId;
        var moves = history.After(since);

        // One object for all who are up to date, so that it is made, and written as JSON, once.
        var update = new FeedUpdate(snapshot, moves, Math.Max(0, history.Total - last.History.Total - moves.Count));
        Volatile.Write(ref _state, new State(snapshot, history, update, since));
        last.Followed.TrySetResult();
    }

    public async IAsyncEnumerable<FeedUpdate> SubscribeAsync(
        long? afterChange, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var state = Volatile.Read(ref _state);
        var known = afterChange ?? state.Snapshot.LastChangeId;
        var first = state.History.After(known);
        yield return new FeedUpdate(
            state.Snapshot,
            first,
            // Nobody counted what was before: no more than there are ids between.
            Math.Max(0, state.History.CompleteAfter - known));

        while (true)
        {
            var (total, last) = (state.History.Total, state.Snapshot.LastChangeId);
            await state.Followed.Task.WaitAsync(cancellationToken);
            state = Volatile.Read(ref _state);
            if (state.KnownBefore == last && state.IsNext(total))
            {
                yield return state.Update;
            }
            else
            {
                var moves = state.History.After(last);
                yield return new FeedUpdate(state.Snapshot, moves, Math.Max(0, state.History.Total - total - moves.Count));
            }
        }
    }

    private sealed record State(DashboardSnapshot Snapshot, MoveHistory History, FeedUpdate Update, long KnownBefore)
    {
        // Continuations elsewhere: the publisher is not to run a subscriber's code.
        public TaskCompletionSource Followed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsNext(long total) => History.Total - Update.Moves.Count - Update.MovesLeftOut == total;
    }
}
