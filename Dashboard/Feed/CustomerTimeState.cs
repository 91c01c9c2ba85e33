namespace SegmentationUpdates.Dashboard.Feed;

/// <summary>The customers' time, where it is simulated.</summary>
/// <param name="Now">Of the latest transaction, UTC.</param>
/// <param name="Speed">Seconds of it in one.</param>
public sealed record CustomerTimeState(DateTime Now, double Speed)
{
    /// <summary>How late it can be for a sender whose clock differs from ours, in real time, by this.</summary>
    internal DateTime Latest(TimeSpan skew) => Now + (skew * Math.Max(1, Speed));
}
