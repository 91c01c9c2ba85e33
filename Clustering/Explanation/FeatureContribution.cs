namespace SegmentationUpdates.Clustering.Explanation;

/// <summary>What one feature adds to the difference between two segments for a customer.</summary>
/// <param name="Feature">Name of the feature.</param>
/// <param name="Value">The customer's value in natural units; the feature's median where it is missing.</param>
/// <param name="Contribution">
/// (x - second's centroid)² - (x - segment's centroid)² in this feature, in scaled units: positive if it speaks for the segment. All features add up to
/// the difference of the squared distances.
/// </param>
public sealed record FeatureContribution(string Feature, double Value, double Contribution);
