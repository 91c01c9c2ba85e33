namespace SegmentationUpdates.Standalone.Views;

/// <summary>Where long work shows how far it is.</summary>
internal interface IWorkDisplay : IDisposable
{
    /// <summary>How often it wants to hear.</summary>
    TimeSpan Interval { get; }

    void Show(WorkState state);
}
