namespace SegmentationUpdates.Clustering.Features;

/// <summary>One input of the clustering, and what it says about how good a customer is.</summary>
/// <param name="Name">Column name, unique within a model.</param>
/// <param name="Scaling">Which centre and spread it is scaled by.</param>
/// <param name="LowerQuantile">Values below this quantile of the training data count as the quantile; 0 is the smallest value seen.</param>
/// <param name="UpperQuantile">Values above this quantile of the training data count as the quantile; 1 is the largest value seen.</param>
/// <param name="Weight">Share in the score that ranks the segments; negative if more is worse, 0 if it does not matter.</param>
public sealed record Feature(string Name, Scaling Scaling = Scaling.Robust, double LowerQuantile = 0, double UpperQuantile = 1, double Weight = 0)
{
    /// <summary>What becomes a distance of 1, in the column's own unit, whatever the data; null to fit it.</summary>
    internal double? FixedScale { get; init; }

    /// <summary>The same feature with a given scale: for columns that share one, as those of a category.</summary>
    /// <param name="scale">What becomes a distance of 1, in the column's own unit; positive.</param>
    public Feature WithScale(double scale)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        return this with { FixedScale = scale };
    }
}
