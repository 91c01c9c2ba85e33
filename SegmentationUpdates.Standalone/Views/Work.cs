namespace SegmentationUpdates.Standalone.Views;

/// <summary>
/// Long work that shows how far it is: on a terminal as a bar, elsewhere a line every few seconds, both on standard error, because
/// standard output is for what the work is done for. Work that is finished within two seconds says nothing. Reports come from one thread or many.
/// </summary>
internal sealed class Work : IProgress<long>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Func<IWorkDisplay> _open;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private IWorkDisplay? _display;
    private string _name;
    private long? _total;
    private long _started;
    private long _done;
    private bool _isOver;

    /// <param name="name">What is done, such as "loading customers".</param>
    /// <param name="total">Units in all; null when nobody knows.</param>
    public Work(string name, long? total = null)
        : this(name, total, WorkDisplays.OnStandardError, TimeProvider.System)
    {
    }

    /// <param name="name">What is done.</param>
    /// <param name="total">Units in all.</param>
    /// <param name="open">Called when there is something to show, and not before.</param>
    /// <param name="time">For the waits and the rates.</param>
    internal Work(string name, long? total, Func<IWorkDisplay> open, TimeProvider time)
    {
        (_name, _total, _open, _time) = (name, total, open, time);
        _started = time.GetTimestamp();
        _timer = time.CreateTimer(_ => Show(), state: null, Patience, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Units finished so far.</summary>
    public void Report(long value) => Interlocked.Exchange(ref _done, value);

    /// <summary>Begins the next step, which is counted by itself.</summary>
    public void Next(string name, long? total = null)
    {
        lock (_lock)
        {
            (_name, _total, _started) = (name, total, _time.GetTimestamp());
            Report(0);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isOver = true;
            _timer.Dispose();
            _display?.Dispose();
        }
    }

    private void Show()
    {
        lock (_lock)
        {
            if (_isOver)
            {
                return;
            }

            _display ??= _open();
            _display.Show(new WorkState(_name, Interlocked.Read(ref _done), _total, _time.GetElapsedTime(_started)));
            _timer.Change(_display.Interval, Timeout.InfiniteTimeSpan);
        }
    }
}
