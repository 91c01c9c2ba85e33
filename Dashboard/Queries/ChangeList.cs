using SegmentationUpdates.Dashboard.Feed;

namespace SegmentationUpdates.Dashboard.Queries;

/// <summary>Changes of segment after one that is known.</summary>
/// <param name="Items">Oldest first.</param>
/// <param name="Next">To ask on with.</param>
public sealed record ChangeList(IReadOnlyList<SegmentMove> Items, long Next);
