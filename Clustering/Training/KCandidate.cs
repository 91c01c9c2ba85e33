namespace SegmentationUpdates.Clustering.Training;

/// <summary>One number of segments that was tried; all figures are of the sample that the choice was made on.</summary>
/// <param name="K">Number of segments.</param>
/// <param name="Inertia">
/// Sum of squared distances over all rows, extrapolated from those of the sample who are not set aside as too far from everybody else; always less for
/// more segments.
/// </param>
/// <param name="Chosen">Whether this is the one.</param>
public sealed record KCandidate(int K, double Inertia, bool Chosen)
{
    /// <summary>Silhouette (Rousseeuw, 1987), -1 to 1: more is better. Null with one segment.</summary>
    public double? Silhouette { get; init; }

    /// <summary>Davies-Bouldin index: less is better. Null with one segment.</summary>
    public double? DaviesBouldin { get; init; }

    /// <summary>
    /// Gap statistic (Tibshirani, Walther and Hastie, 2001): how much smaller the logarithm of the inertia is than without any groups; more is better.
    /// Null where the customers differ too little to tell.
    /// </summary>
    public double? Gap { get; init; }

    /// <summary>Standard error of <see cref="Gap"/>.</summary>
    public double? GapError { get; init; }

    /// <summary>
    /// Mean adjusted Rand index between clusterings of random halves, up to 1: how little it depends on who is in the sample. Null with one segment.
    /// </summary>
    public double? Stability { get; init; }

    /// <summary>
    /// Of the two segments least apart, by how many standard errors there are fewer customers between them than in them. Null with one segment.
    /// </summary>
    public double? Separation { get; init; }

    /// <summary>Share of the customers in the smallest segment, 0 to 1.</summary>
    public double SmallestShare { get; init; }

    internal bool IsStructure(double smallestShare) =>
        SmallestShare >= Math.Min(smallestShare, .25 / K)
        && Separation >= KChoice.LeastSeparation
        && Stability >= KChoice.LeastStability;
}
