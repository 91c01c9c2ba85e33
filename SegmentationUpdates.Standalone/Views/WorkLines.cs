namespace SegmentationUpdates.Standalone.Views;

/// <summary>A line every few seconds, for logs and pipes.</summary>
internal sealed class WorkLines(TextWriter writer) : IWorkDisplay
{
    public TimeSpan Interval { get; } = TimeSpan.FromSeconds(5);

    public void Show(WorkState state) => writer.WriteLine(state.Line);

    public void Dispose()
    {
        // What is written stays.
    }
}
