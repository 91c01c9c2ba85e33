namespace SegmentationUpdates.Dashboard.Feed;

/// <summary>What a subscriber of the feed gets.</summary>
/// <param name="Snapshot">The newest state.</param>
/// <param name="Moves">The moves since the subscriber's update before, oldest first.</param>
/// <param name="MovesLeftOut">
/// Moves since then that are not in <paramref name="Moves"/>, because they are too many or too old to be kept: they are in segment_changes.
/// </param>
public sealed record FeedUpdate(DashboardSnapshot Snapshot, IReadOnlyList<SegmentMove> Moves, long MovesLeftOut);
