namespace SegmentationUpdates.Clustering.Evaluation;

/// <summary>What came of the customers of one segment.</summary>
/// <param name="Label">The segment's name.</param>
/// <param name="Customers">How many there are.</param>
/// <param name="Mean">Mean of the outcome; of one of two values the share that has the second, 0 to 1.</param>
public sealed record SegmentOutcome(string Label, int Customers, double Mean)
{
    /// <summary>Median of a number; null for an outcome of two values.</summary>
    public double? Median { get; init; }

    /// <summary>Interval that holds the share in 95 of 100 cases (Wilson, 1927); null for a number.</summary>
    public double? Low { get; init; }

    /// <summary>See <see cref="Low"/>.</summary>
    public double? High { get; init; }
}
