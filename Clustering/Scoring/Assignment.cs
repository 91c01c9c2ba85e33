using System.Runtime.InteropServices;

namespace SegmentationUpdates.Clustering.Scoring;

/// <summary>Where a customer belongs.</summary>
/// <param name="Segment">Index of the nearest centroid, of equally near ones the lowest; or of the segment that a switch margin kept the customer in.</param>
/// <param name="SquaredDistance">Squared Euclidean distance to that segment's centroid in scaled units.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Assignment(int Segment, double SquaredDistance);
