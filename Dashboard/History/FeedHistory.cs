using Npgsql;
using SegmentationUpdates.Dashboard.Feed;
using SegmentationUpdates.Hosting;

namespace SegmentationUpdates.Dashboard.History;

/// <summary>
/// Keeps the past minutes of the feed for everybody, so that whoever opens the page sees at once how things went. What was before this
/// process began is made from the stored changes of segment.
/// </summary>
public sealed partial class FeedHistory(ISegmentFeed feed, NpgsqlDataSource source, ILogger<FeedHistory> logger) : CriticalService
{
    private const int MovesBefore = 25;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(900);

    private readonly Queue<HistoryPoint> _points = new();
    private readonly Queue<SegmentFlow> _flows = new();
    private LiveHistory _current = LiveHistory.Empty;
    private IReadOnlyList<SegmentMove> _earlier = [];
    private long _firstChange;
    private long _lastChange = -1;
    private long _customers;

    public LiveHistory Current => Volatile.Read(ref _current);

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        await foreach (var update in feed.SubscribeAsync(cancellationToken: stoppingToken))
        {
            if (update.Snapshot.Connection.IsConnected)
            {
                await AddAsync(update.Snapshot, stoppingToken);
            }
        }
    }

    private async Task AddAsync(DashboardSnapshot snapshot, CancellationToken cancellationToken)
    {
        var oldest = snapshot.At - LiveHistory.Span;
        try
        {
            _firstChange = _lastChange < 0 ? snapshot.LastChangeId : _firstChange;

            // Fewer customers than before: somebody may have been erased, and is not to be named any more.
            if (_lastChange < 0 || snapshot.Customers < _customers)
            {
                _earlier = await FlowQuery.LatestAsync(source, _firstChange, MovesBefore, cancellationToken);
            }

            if (_lastChange < 0)
            {
                var past = await FlowQuery.ReadAsync(
                    source, snapshot.LastChangeId - FlowQuery.MostPastChanges, snapshot.LastChangeId, oldest, cancellationToken);
                past.ForEach(_flows.Enqueue);
                PastSizes.Reconstruct(snapshot, past, oldest).ForEach(_points.Enqueue);
            }
            else if (snapshot.LastChangeId > _lastChange)
            {
                var latest = await FlowQuery.ReadAsync(source, _lastChange, snapshot.LastChangeId, oldest, cancellationToken);
                latest.ForEach(_flows.Enqueue);
            }

            (_lastChange, _customers) = (snapshot.LastChangeId, snapshot.Customers);
        }
        catch (Exception e) when (ReadingProblem.IsExpected(e))
        {
            // The feed will say so too; the next update asks again from the last change that is known.
            LogUnreadable(ReadingProblem.Of(e));
        }

        if (_points.Count == 0 || snapshot.At - _points.Last().At >= Step)
        {
            _points.Enqueue(new HistoryPoint(
                snapshot.At,
                snapshot.Transactions.PerSecond,
                snapshot.Transactions.Delay?.Median,
                snapshot.Transactions.Delay?.Percentile99,
                snapshot.Backlog?.Messages,
                PastSizes.Sizes(snapshot)));
        }

        while (_points.TryPeek(out var point) && point.At < oldest)
        {
            _points.Dequeue();
        }

        while (_flows.TryPeek(out var flow) && flow.At < oldest)
        {
            _flows.Dequeue();
        }

        Volatile.Write(ref _current, new LiveHistory([.. _points], [.. _flows], _earlier));
    }

    [LoggerMessage(1, LogLevel.Information, "The moves of the past minutes cannot be read ({Reason}); trying again with the next update")]
    private partial void LogUnreadable(string reason);
}
