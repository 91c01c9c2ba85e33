using SegmentationUpdates.Dashboard.Feed;

namespace SegmentationUpdates.Dashboard.Queries;

/// <summary>
/// Reads something from the database for everybody who looks at it: once for all of them, again and again while anybody does, and once at
/// the start, so that the first one does not wait. Thread-safe.
/// </summary>
/// <param name="interval">Between two readings; longer where reading takes long, so that it takes no more than a tenth of the time.</param>
/// <param name="logger">Hears of readings that fail.</param>
/// <param name="staleAfter">One that is older, because nobody looked, is shown to nobody; null for a minute.</param>
public abstract partial class SharedReading<T>(TimeSpan interval, ILogger logger, TimeSpan? staleAfter = null) : BackgroundService
    where T : class
{
    private const int LeastPause = 10;
    private static readonly TimeSpan Unwatched = TimeSpan.FromMinutes(1);

    private readonly FeedSignal _signal = new();
    private T? _current;
    private long _readAt;
    private int _watchers;

    /// <summary>The latest; null before the first, and for who is the first to look after a while.</summary>
    public T? Current => Volatile.Read(ref _current);

    /// <summary>Why the last reading failed, for a person; null when it did not.</summary>
    public string? Problem { get; private set; }

    /// <summary>Keeps it up to date until disposed.</summary>
    public IDisposable Watch()
    {
        // Customers may have been erased since.
        if (Interlocked.Increment(ref _watchers) == 1
            && TimeProvider.System.GetElapsedTime(Interlocked.Read(ref _readAt)) >= (staleAfter ?? Unwatched))
        {
            Volatile.Write(ref _current, null);
        }

        _signal.Set();
        return new Watcher(this);
    }

    public override void Dispose()
    {
        GC.SuppressFinalize(this);
        _signal.Dispose();
        base.Dispose();
    }

    protected abstract Task<T> ReadAsync(CancellationToken cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var started = TimeProvider.System.GetTimestamp();
            try
            {
                var read = await ReadAsync(stoppingToken);
                Interlocked.Exchange(ref _readAt, TimeProvider.System.GetTimestamp());
                Volatile.Write(ref _current, read);
                Problem = null;
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                // A stop that could not wait has disposed what the reading needs.
                return;
            }
            catch (Exception e) when (ReadingProblem.IsExpected(e))
            {
                Problem = ReadingProblem.Of(e);
                LogUnreadable(GetType().Name, Problem);
            }
            catch (Exception e)
            {
                // One panel that cannot be read is no reason to end the whole page.
                Problem = ReadingProblem.Of(e);
                LogFailed(e, GetType().Name);
            }

            var pause = TimeSpan.FromTicks(
                Math.Max(interval.Ticks, TimeProvider.System.GetElapsedTime(started).Ticks * LeastPause));
            await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (Volatile.Read(ref _watchers) == 0 && !stoppingToken.IsCancellationRequested && Current is not null)
            {
                await _signal.WaitAsync(Unwatched, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{Reading} failed ({Reason}); trying again")]
    private partial void LogUnreadable(string reading, string reason);

    [LoggerMessage(2, LogLevel.Error, "{Reading} failed; trying again")]
    private partial void LogFailed(Exception exception, string reading);

    private sealed class Watcher(SharedReading<T> reading) : IDisposable
    {
        private int _gone;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _gone, 1) == 0)
            {
                Interlocked.Decrement(ref reading._watchers);
            }
        }
    }
}
