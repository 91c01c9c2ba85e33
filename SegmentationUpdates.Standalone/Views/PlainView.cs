namespace SegmentationUpdates.Standalone.Views;

/// <summary>One line a snapshot, for logs and pipes.</summary>
internal sealed class PlainView(SnapshotReader snapshots) : RunView(snapshots)
{
    private bool _saidDashboard;

    protected override void Show(RunSnapshot snapshot)
    {
        if (snapshot.Dashboard is { } dashboard && !_saidDashboard)
        {
            Console.WriteLine($"Dashboard: {dashboard}");
            _saidDashboard = true;
        }

        Console.WriteLine(PlainLine.Of(snapshot));
    }
}
