namespace SegmentationUpdates.Clustering.Drift;

/// <summary>How customers scored lately compare with those the model was trained on. A snapshot: it does not change.</summary>
public sealed record DriftStatistics
{
    /// <summary>Rows seen. Judge no drift by a few dozen.</summary>
    public required long Rows { get; init; }

    /// <summary>
    /// Mean squared distance of the rows to their centroids over that of the training data: 1 if nothing changed. Null before the first row, and for a
    /// model whose training data lay on its centroids.
    /// </summary>
    public required double? DistanceRatio { get; init; }

    /// <summary>Each feature, in the order of the model's; empty before the first row, and for a model without baselines.</summary>
    public required IReadOnlyList<FeatureDrift> Features { get; init; }

    /// <summary>What chance does not explain and is large enough to matter, the weightiest first; empty for a model without a reference.</summary>
    public required IReadOnlyList<DriftFinding> Findings { get; init; }

    /// <summary>
    /// Of two views of the same customers the one that has drifted less: as they are now, and as they would be had no time passed since the training. Where
    /// nobody pays, everybody ages; where everybody does, recency stays. What either explains is no drift.
    /// </summary>
    public static DriftStatistics LesserOf(DriftStatistics now, DriftStatistics notAged)
    {
        ArgumentNullException.ThrowIfNull(now);
        ArgumentNullException.ThrowIfNull(notAged);
        return (Weight(notAged), notAged.MaxPopulationStability).CompareTo((Weight(now), now.MaxPopulationStability)) < 0 ? notAged : now;

        static double Weight(DriftStatistics statistics) => statistics.Findings is [var first, ..] ? first.Weight : 0;
    }

    /// <summary>The feature that moved most, or null where <see cref="Features"/> is empty.</summary>
    public FeatureDrift? MostDrifted => Features.MaxBy(feature => feature.PopulationStability);

    /// <summary>Its index, or null.</summary>
    public double? MaxPopulationStability => MostDrifted?.PopulationStability;
}

/// <summary>How far one feature has moved from the training data.</summary>
/// <param name="Name">Name of the feature.</param>
/// <param name="PopulationStability">Its <see cref="Drift.PopulationStability"/> index.</param>
public sealed record FeatureDrift(string Name, double PopulationStability);
