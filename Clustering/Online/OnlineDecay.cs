namespace SegmentationUpdates.Clustering;

/// <summary>How fast the past fades in <see cref="OnlineKMeans"/>.</summary>
public sealed record OnlineDecay
{
    /// <param name="factor">What weight of the past is left after one unit: 1 keeps all of history, 0 leaves only the latest batch.</param>
    /// <param name="unit">Whether a unit is a batch or a customer.</param>
    /// <exception cref="ArgumentOutOfRangeException">A factor that is not from 0 to 1.</exception>
    public OnlineDecay(double factor, DecayUnit unit = DecayUnit.Batches)
    {
        if (!(factor is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "The decay factor must be from 0 to 1.");
        }

        Factor = factor;
        Unit = unit;
    }

    /// <summary>What weight of the past is left after one unit, 0 to 1.</summary>
    public double Factor { get; }

    /// <summary>Whether a unit is a batch or a customer.</summary>
    public DecayUnit Unit { get; }

    /// <summary>The decay that halves the weight of the past in so many batches or customers: factor = (1/2)^(1 / half-life).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A half-life that is not positive.</exception>
    public static OnlineDecay HalfLife(double halfLife, DecayUnit unit = DecayUnit.Batches) => halfLife > 0
        ? new OnlineDecay(Math.Pow(.5, 1 / halfLife), unit)
        : throw new ArgumentOutOfRangeException(nameof(halfLife), halfLife, "The half-life must be positive.");

    /// <summary>What is left of the past after a batch of so many customers.</summary>
    internal double After(int points) => Unit == DecayUnit.Points ? Math.Pow(Factor, points) : Factor;
}
