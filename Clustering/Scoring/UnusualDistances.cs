namespace SegmentationUpdates.Clustering.Scoring;

/// <summary>How far from their segment its customers were at training: what a customer's distance is compared with.</summary>
public sealed class UnusualDistances
{
    /// <summary>The probabilities of the quantiles: finer towards the end, where the unusual are.</summary>
    internal static readonly double[] Probabilities =
        [0, .1, .2, .3, .4, .5, .6, .7, .8, .85, .9, .925, .95, .96, .97, .98, .985, .99, .9925, .995, .9975, .999, 1];

    private readonly double[][] _quantiles;

    /// <param name="quantiles">
    /// For each segment the quantiles of the distances of <see cref="SegmentationModel.Unusualness"/>, ascending; none for a segment that nobody was in.
    /// </param>
    /// <exception cref="ArgumentException">Another number of quantiles, or not ascending.</exception>
    public UnusualDistances(IEnumerable<IReadOnlyList<double>> quantiles)
    {
        ArgumentNullException.ThrowIfNull(quantiles);
        _quantiles = [.. quantiles.Select(distances => distances?.ToArray() ?? [])];
        foreach (var distances in _quantiles)
        {
            if (distances.Length is not 0 && distances.Length != Probabilities.Length)
            {
                throw new ArgumentException(
                    $"There are {distances.Length} distances; a segment has {Probabilities.Length}, or none.", nameof(quantiles));
            }

            for (var i = 0; i < distances.Length; i++)
            {
                if (!double.IsFinite(distances[i]) || distances[i] < (i == 0 ? 0 : distances[i - 1]))
                {
                    throw new ArgumentException($"Distance {i} is {distances[i]}; distances are finite, not negative and ascend.", nameof(quantiles));
                }
            }
        }
    }

    /// <summary>For each segment the quantiles of its customers' distances.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Quantiles => _quantiles;

    /// <summary>How many in a hundred of the segment's customers were nearer: 0 to 100. Beyond all of them: 100.</summary>
    internal double Percentile(int segment, double distance)
    {
        var quantiles = _quantiles[segment];
        if (quantiles.Length == 0 || distance <= quantiles[0])
        {
            return 0;
        }

        // The first quantile that is not nearer: of equal distances nobody is further than the others.
        var (low, high) = (0, quantiles.Length);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = quantiles[middle] < distance ? (middle, high) : (low, middle);
        }

        return high == quantiles.Length
            ? 100
            : 100 * (Probabilities[low] + ((Probabilities[high] - Probabilities[low]) * (distance - quantiles[low]) / (quantiles[high] - quantiles[low])));
    }
}
