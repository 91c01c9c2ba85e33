namespace SegmentationUpdates.Dashboard.Feed;

/// <summary>From a transaction's time to its profile and segment in the database, over the transactions since the state before.</summary>
/// <param name="Median">Half of them were faster.</param>
/// <param name="Percentile99">99 of 100 were faster.</param>
public sealed record DelayState(TimeSpan Median, TimeSpan Percentile99);
