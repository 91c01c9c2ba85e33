namespace SegmentationUpdates.Dashboard.Api;

/// <summary>All segments at one moment.</summary>
/// <param name="At">When the sizes were read, UTC.</param>
/// <param name="Customers">In all segments.</param>
/// <param name="ModelVersion">The active model; null before the first.</param>
/// <param name="Features">What the lists in the profiles go by.</param>
/// <param name="Segments">Best first.</param>
public sealed record SegmentList(DateTime At, long Customers, long? ModelVersion, IReadOnlyList<string> Features, IReadOnlyList<SegmentInfo> Segments);
