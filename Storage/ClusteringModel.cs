using System.Text.Json;

namespace SegmentationUpdates.Storage;

/// <summary>A version of the clustering model, as it was trained, and what has become of it.</summary>
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

    /// <summary>The model itself, not yet looked at: a damaged one can be listed too.</summary>
    public required JsonElement Parameters { get; init; }

    /// <summary>When the latest transaction was stored that was there when the customers were read; null for models of former releases.</summary>
    public DateTimeOffset? StoredThrough { get; init; }

    /// <summary>
    /// How much nearer another segment's centroid must be before a customer leaves the present one, as a fraction of the distance to
    /// that one's; 0 for none.
    /// </summary>
    public double SwitchMargin { get; init; }

    /// <summary>Null with one segment, and for a version that followed the data between trainings.</summary>
    public ModelQuality? Quality { get; init; }

    /// <summary>What every number of segments that was tried was worth; null where the number was given.</summary>
    public JsonElement? KSearch { get; init; }

    public ModelLineage Lineage { get; init; } = new();

    /// <summary>What the customers of each segment are like.</summary>
    public JsonElement? SegmentProfiles { get; init; }

    /// <summary>What its training says of the segments' names (<see cref="Segments.TrainedNames"/>); null: they are as they were.</summary>
    public JsonElement? SegmentNames { get; init; }

    /// <summary>How far customers had moved away from it when that was last measured, while it was active; null for never.</summary>
    public MeasuredDrift? Drift { get; init; }

    /// <summary>
    /// Share of the training's customers whom it puts into another segment than the version before does, 0 to 1; null where there was none, or
    /// none with the same features.
    /// </summary>
    public double? MovedShare { get; init; }

    /// <summary>
    /// How many from where to where: an array of <c>from</c>, <c>to</c>, <c>customers</c> (<see cref="ModelFlow"/>), most customers first; null like
    /// <see cref="MovedShare"/>.
    /// </summary>
    public JsonElement? Moves { get; init; }

    /// <summary>What an operator had to be asked before it could become active; null where nobody had to.</summary>
    public ModelChallenge? Challenge { get; init; }

    /// <summary>Whether it waits for an operator's decision.</summary>
    public bool IsChallenger => Challenge is { Decision: null };

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

/// <summary>How well the segments of a model are apart, on a sample.</summary>
/// <param name="Silhouette">Silhouette (Rousseeuw, 1987) on a sample, -1 to 1, higher is better; null in versions from before it was measured.</param>
/// <param name="DaviesBouldin">Davies-Bouldin index, from 0, lower is better.</param>
public sealed record ModelQuality(double? Silhouette, double DaviesBouldin);

/// <summary>How far customers have moved away from a model, on a sample of them.</summary>
/// <param name="MeasuredAt">When.</param>
/// <param name="Customers">Size of the sample.</param>
/// <param name="DistanceRatio">Their mean squared distance to the centroids, as a multiple of that of the training.</param>
/// <param name="Psi">Population stability index of the feature that has moved most.</param>
/// <param name="Feature">That feature.</param>
/// <param name="Findings">
/// What chance does not explain and is large enough to matter, a sentence each, what weighs most first; null before it was looked for.
/// </param>
public sealed record MeasuredDrift(
    DateTimeOffset MeasuredAt, int? Customers, double? DistanceRatio, double? Psi, string? Feature, string[]? Findings);
