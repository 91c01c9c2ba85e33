namespace SegmentationUpdates.Clustering.Drift;

/// <summary>How far one feature has moved from the training data.</summary>
/// <param name="Name">Name of the feature.</param>
/// <param name="PopulationStability">Its <see cref="Drift.PopulationStability"/> index.</param>
public sealed record FeatureDrift(string Name, double PopulationStability);
