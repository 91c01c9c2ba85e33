namespace SegmentationUpdates.Pipeline.Storage;

/// <summary>A version of the clustering model, as it was trained.</summary>
public sealed class ClusteringModel
{
    /// <summary>Given by the database.</summary>
    public long ModelVersion { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>What asked for it, such as <c>schedule</c>.</summary>
    public required string Reason { get; init; }

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

    public bool IsActive { get; init; }

    public DateTimeOffset? ActivatedAt { get; init; }

    /// <summary>When every customer had been scored again; null while that is not finished.</summary>
    public DateTimeOffset? AppliedAt { get; init; }
}
