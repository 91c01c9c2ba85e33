namespace SegmentationUpdates.Clustering.Training;

/// <summary>One number of segments that was tried.</summary>
/// <param name="K">Number of segments.</param>
/// <param name="Inertia">Sum of squared distances over all rows, extrapolated from the sample; always less for more segments.</param>
/// <param name="Silhouette">Simplified silhouette on the sample, 0 to 1: more is better.</param>
/// <param name="DaviesBouldin">Davies-Bouldin index on the sample: less is better.</param>
/// <param name="Chosen">Whether this is the one.</param>
public sealed record KCandidate(int K, double Inertia, double Silhouette, double DaviesBouldin, bool Chosen);
