namespace SegmentationUpdates.Clustering.Training;

/// <summary>A solution: centroids (k × columns, scaled), its inertia over the rows it was found on, and the passes it took.</summary>
internal sealed record Candidate(double[] Centroids, double Inertia, int Iterations);
