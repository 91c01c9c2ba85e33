namespace SegmentationUpdates.Dashboard.Feed;

/// <summary>The active model.</summary>
/// <param name="Version">Its number.</param>
/// <param name="ActivatedAt">UTC.</param>
/// <param name="AppliedAt">When every customer had been scored by it, UTC; null while that is under way.</param>
/// <param name="Labels">The segments in the model's order, best first.</param>
public sealed record ModelState(long Version, DateTime ActivatedAt, DateTime? AppliedAt, IReadOnlyList<string> Labels);
