using SegmentationUpdates.Clustering.Scoring;

namespace SegmentationUpdates.Dashboard.Queries;

/// <summary>A model as it stands in the database.</summary>
/// <param name="Version">Its number.</param>
/// <param name="Model">What scores.</param>
/// <param name="SwitchMargin">How much nearer another segment must be before a customer moves, from 0 to below 1.</param>
public sealed record StoredModel(long Version, SegmentationModel Model, double SwitchMargin);
