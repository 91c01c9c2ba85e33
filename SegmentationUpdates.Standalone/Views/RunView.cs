namespace SegmentationUpdates.Standalone.Views;

/// <summary>Shows a run while it goes on, a snapshot a second.</summary>
internal abstract class RunView(SnapshotReader snapshots) : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly PeriodicTimer _timer = new(Interval);
    private Task? _tick;

    /// <summary>Until something is over.</summary>
    /// <param name="phase">What the run does meanwhile.</param>
    /// <param name="until">Awaited: its exception is thrown here.</param>
    public async Task WatchAsync(string phase, Task until)
    {
        // One wait for the timer at a time, over all phases.
        _tick ??= _timer.WaitForNextTickAsync().AsTask();
        while (await Task.WhenAny(until, _tick) == _tick)
        {
            await ShowAsync(phase);
            _tick = _timer.WaitForNextTickAsync().AsTask();
        }

        await until;
    }

    public async Task ShowAsync(string phase) => Show(await snapshots.ReadAsync(phase, CancellationToken.None));

    protected abstract void Show(RunSnapshot snapshot);

    public virtual ValueTask DisposeAsync()
    {
        _timer.Dispose();
        return ValueTask.CompletedTask;
    }
}
