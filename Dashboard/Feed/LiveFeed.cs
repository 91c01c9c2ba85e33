using SegmentationUpdates.Hosting;

namespace SegmentationUpdates.Dashboard.Feed;

/// <summary>
/// Reads the database for everybody: the changes as soon as a notification tells of them, at most four times a second, everything else
/// once a second. While the database is away it keeps what it knew, says so, and tries again; afterwards it goes on after the last
/// change it has read, so none is missed.
/// </summary>
internal sealed partial class LiveFeed(
    SegmentFollower follower,
    TransactionWatch transactions,
    BacklogWatch backlog,
    ChangeListener listener,
    SegmentNameBoard names,
    TimeProvider time,
    ILogger<LiveFeed> logger) : CriticalService, ISegmentFeed
{
    /// <summary>Between two states: four a second are as many as a person can follow.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    private const int MovesShown = 50;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly FeedSignal _signal = new();
    private readonly FeedBroadcast _broadcast = new(new DashboardSnapshot
    {
        Sequence = 0,
        At = time.GetUtcNow().UtcDateTime,
        Connection = new FeedConnection(IsConnected: false, time.GetUtcNow().UtcDateTime, "not connected yet"),
    });

    private MoveHistory _history = MoveHistory.Since(0);
    private TransactionState _transactions = TransactionState.None;
    private long _transactionsRead;
    private volatile bool _recount;

    public DashboardSnapshot Current => _broadcast.Current;

    public IAsyncEnumerable<FeedUpdate> SubscribeAsync(long? afterChange = null, CancellationToken cancellationToken = default) =>
        _broadcast.SubscribeAsync(afterChange, cancellationToken);

    public override void Dispose()
    {
        _signal.Dispose();
        base.Dispose();
    }

    protected override Task RunAsync(CancellationToken stoppingToken) => Task.WhenAll(
        FollowAsync(stoppingToken),
        listener.ListenAsync(_signal.Set, RecountSoon, stoppingToken),
        backlog.WatchAsync(stoppingToken));

    private void RecountSoon()
    {
        _recount = true;
        _signal.Set();
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        var backoff = NewBackoff();
        while (true)
        {
            try
            {
                Publish(await ReadAsync(cancellationToken));
                backoff = NewBackoff();
                await Task.Delay(Pace, time, cancellationToken);
                await _signal.WaitAsync(Interval - Pace, cancellationToken);
            }
            catch (Exception) when (cancellationToken.IsCancellationRequested)
            {
                return; // Also when what it reads with is gone before it: a host does not wait for ever when it stops.
            }
            catch (Exception e)
            {
                // Whatever it is, watchers see it, and the next attempt may succeed: there is nobody else to give up to.
                var delay = backoff.Next();
                Disconnect(ReadingProblem.Of(e), delay);
                await Task.Delay(delay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<SegmentReading> ReadAsync(CancellationToken cancellationToken)
    {
        if (_recount)
        {
            _recount = false;
            follower.Recount();
        }

        var reading = await follower.ReadAsync(cancellationToken);
        if (_transactionsRead == 0 || time.GetElapsedTime(_transactionsRead) >= Interval - Pace)
        {
            _transactions = await transactions.ReadAsync(cancellationToken);
            _transactionsRead = time.GetTimestamp();
        }

        return reading;
    }

    private void Publish(SegmentReading reading)
    {
        var last = Current;
        var now = time.GetUtcNow().UtcDateTime;
        if (!last.Connection.IsConnected)
        {
            LogConnected();
        }

        names.Show(reading.Names);
        _history = reading.History;
        _broadcast.Publish(
            new DashboardSnapshot
            {
                Sequence = last.Sequence + 1,
                At = now,
                Connection = last.Connection.IsConnected ? last.Connection : new FeedConnection(IsConnected: true, now, Problem: null),
                IsRead = true,
                Segments = reading.Segments,
                Customers = reading.Customers,
                LastChangeId = reading.LastChangeId,
                MovesInLastMinute = reading.MovesInLastMinute,
                LatestMoves = _history.Latest(MovesShown),
                Transactions = _transactions,
                Model = reading.Model,
                Backlog = backlog.Current,
            },
            _history);
    }

    private void Disconnect(string problem, TimeSpan delay)
    {
        var last = Current;
        var now = time.GetUtcNow().UtcDateTime;
        if (last.Connection.IsConnected || last.Sequence == 0)
        {
            LogDisconnected(problem, delay.TotalSeconds);
        }

        _broadcast.Publish(
            last with
            {
                Sequence = last.Sequence + 1,
                At = now,
                Connection = new FeedConnection(
                    IsConnected: false, last.Connection.IsConnected ? now : last.Connection.Since, problem),
                Backlog = backlog.Current,
            },
            _history);
    }

    private static Backoff NewBackoff() => new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(5));

    [LoggerMessage(1, LogLevel.Information, "The feed reads the database")]
    private partial void LogConnected();

    [LoggerMessage(2, LogLevel.Warning, "The feed cannot read the database ({Reason}); trying again in {Delay:0.0} s and from then on")]
    private partial void LogDisconnected(string reason, double delay);
}
