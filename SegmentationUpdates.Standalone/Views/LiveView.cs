using System.Threading.Channels;
using Spectre.Console;

namespace SegmentationUpdates.Standalone.Views;

/// <summary>A view that is drawn over itself, for a person at a terminal.</summary>
internal sealed class LiveView : RunView
{
    private readonly RecentWarnings _warnings;
    private readonly Channel<RunSnapshot> _snapshots = Channel.CreateUnbounded<RunSnapshot>();
    private readonly Task _drawing;

    public LiveView(SnapshotReader snapshots, RecentWarnings warnings, IAnsiConsole console)
        : base(snapshots)
    {
        _warnings = warnings;
        _drawing = console.Live(new Text("starting …")).StartAsync(DrawAsync);
    }

    public override async ValueTask DisposeAsync()
    {
        _snapshots.Writer.Complete();
        await _drawing;
        await base.DisposeAsync();
    }

    protected override void Show(RunSnapshot snapshot) => _snapshots.Writer.TryWrite(snapshot);

    private async Task DrawAsync(LiveDisplayContext context)
    {
        await foreach (var snapshot in _snapshots.Reader.ReadAllAsync())
        {
            context.UpdateTarget(LiveLayout.Of(snapshot, _warnings.Lines));
        }
    }
}
