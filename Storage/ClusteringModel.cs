namespace SegmentationUpdates.Storage;

/// <summary>A version of the clustering model, as it was trained.</summary>
public sealed class ClusteringModel
{
    /// <summary>Given by the database.</summary>
    public long ModelVersion { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>What asked for it.</summary>
    public required ModelReason Reason { get; init; }

    public int K { get; init; }

    public int Seed { get; init; }

    /// <summary>Rows that the centroids were fitted to.</summary>
    public int Customers { get; init; }

    /// <summary>Rows of the sample that seeded the centroids.</summary>
    public int TrainingRows { get; init; }

    public double TrainingSeconds { get; init; }

    /// <summary>Sum of squared scaled distances to the nearest centroid over all customers.</summary>
    public double Inertia { get; init; }

    /// <summary>The model itself, as JSON.</summary>
    public required string Parameters { get; init; }

    /// <summary>Highest transaction id when the customers were read; null when there were no transactions.</summary>
    public long? TrainedThrough { get; init; }

    /// <summary>
    /// How much nearer another segment's centroid must be before a customer leaves the present one, as a fraction of the distance to
    /// that one's; 0 for none.
    /// </summary>
    public double SwitchMargin { get; init; }

    /// <summary>Simplified silhouette on a sample, 0 to 1, higher is better; null with one segment.</summary>
    public double? Silhouette { get; init; }

    /// <summary>Davies-Bouldin index on the same sample, from 0, lower is better; null with one segment.</summary>
    public double? DaviesBouldin { get; init; }

    /// <summary>What every number of segments that was tried was worth, as JSON; null where the number was given.</summary>
    public string? KSearch { get; init; }

    /// <summary>The version that was active when this one was trained, and may be forgotten by now; null for the first.</summary>
    public long? PreviousVersion { get; init; }

    /// <summary>Whether segments of the previous version live on in this one; null without one.</summary>
    public bool? Matched { get; init; }

    /// <summary>Segments that the previous version did not have.</summary>
    public string[] BornSegments { get; init; } = [];

    /// <summary>Segments of the previous version that this one does not have.</summary>
    public string[] DiedSegments { get; init; } = [];

    /// <summary>Adjusted Rand index against the previous version on the training rows: 1 for the same segments; null without one.</summary>
    public double? Stability { get; init; }

    /// <summary>What the customers of each segment are like, as JSON.</summary>
    public string? SegmentProfiles { get; init; }

    /// <summary>When the drift below was last measured, while this version was active; null for never.</summary>
    public DateTimeOffset? DriftMeasuredAt { get; init; }

    /// <summary>On how many customers with recent transactions.</summary>
    public int? DriftCustomers { get; init; }

    /// <summary>Their mean squared distance to the centroids, as a multiple of that of the training.</summary>
    public double? DriftDistanceRatio { get; init; }

    /// <summary>Population stability index of the feature that has moved most.</summary>
    public double? DriftPsi { get; init; }

    /// <summary>That feature.</summary>
    public string? DriftFeature { get; init; }

    /// <summary>Version with which its segments began: models of one lineage share the identity of their segments. Null: this one.</summary>
    public long? Lineage { get; init; }

    /// <summary>Given by an operator; null for none. No two versions have the same.</summary>
    public string? Name { get; init; }

    public bool IsActive { get; init; }

    public DateTimeOffset? ActivatedAt { get; init; }

    /// <summary>Why it became active the last time: <see cref="Reason"/>, or by hand.</summary>
    public ModelReason? ActivatedReason { get; init; }

    /// <summary>Whether customers were in segments of its lineage when it became active.</summary>
    public bool KeepsSegments { get; init; }

    /// <summary>Whether it was activated by hand at any time: then it is kept.</summary>
    public bool ActivatedByHand { get; init; }

    /// <summary>When it was activated by hand, so that schedule and drift leave it alone; null when they need not.</summary>
    public DateTimeOffset? PinnedAt { get; init; }

    /// <summary>When every customer had been scored again; null while that is not finished.</summary>
    public DateTimeOffset? AppliedAt { get; init; }
}
