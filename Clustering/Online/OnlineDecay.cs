namespace SegmentationUpdates.Clustering.Online;

/// <summary>How fast the past fades in <see cref="OnlineKMeans"/>: with every customer, so that large batches make it fade more.</summary>
public sealed record OnlineDecay
{
    /// <param name="factor">What weight of the past is left after one customer: 1 keeps all of history, 0 leaves only the latest batch.</param>
    /// <exception cref="ArgumentOutOfRangeException">A factor that is not from 0 to 1.</exception>
    public OnlineDecay(double factor)
    {
        if (!(factor is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "The decay factor must be from 0 to 1.");
        }

        Factor = factor;
    }

    /// <summary>What weight of the past is left after one customer, 0 to 1.</summary>
    public double Factor { get; }

    /// <summary>The decay that halves the weight of the past in so many customers: factor = (1/2)^(1 / half-life).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A half-life that is not positive.</exception>
    public static OnlineDecay HalfLife(double halfLife) => halfLife > 0
        ? new OnlineDecay(Math.Pow(.5, 1 / halfLife))
        : throw new ArgumentOutOfRangeException(nameof(halfLife), halfLife, "The half-life must be positive.");

    /// <summary>What is left of the past after a batch of so many customers.</summary>
    internal double After(int customers) => Math.Pow(Factor, customers);
}
