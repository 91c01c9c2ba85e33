namespace SegmentationUpdates.Clustering.Explanation;

/// <summary>How far a customer is from a segment.</summary>
/// <param name="Segment">Index of the segment in the model.</param>
/// <param name="Label">Its name.</param>
/// <param name="Distance">Euclidean distance to its centroid in scaled units (not squared).</param>
public sealed record SegmentDistance(int Segment, string Label, double Distance);
