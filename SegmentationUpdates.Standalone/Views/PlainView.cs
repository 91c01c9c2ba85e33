namespace SegmentationUpdates.Standalone.Views;

/// <summary>One line a snapshot, for logs and pipes.</summary>
internal sealed class PlainView(SnapshotReader snapshots) : RunView(snapshots)
{
    protected override void Show(RunSnapshot snapshot) => Console.WriteLine(PlainLine.Of(snapshot));
}
