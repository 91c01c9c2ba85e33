using SegmentationUpdates.Clustering.Features;

namespace SegmentationUpdates.Clustering.Drift;

/// <summary>
/// Means, spreads and correlations of standardised features, against the reference. The variance of each product is the larger of the two samples', so
/// that a few large values among small ones prove nothing.
/// </summary>
internal sealed class MomentComparison
{
    private readonly JointBaseline _reference;
    private readonly long _rows;
    private readonly double[] _means;
    private readonly double[] _products;
    private readonly double[] _variances;
    private readonly int _features;

    public MomentComparison(JointBaseline reference, StandardisedMoments now)
    {
        (_reference, _rows, _features) = (reference, now.Rows, reference.Means.Count);
        (_means, _products) = (now.Means(), now.Products());
        _variances = [.. now.ProductVariances().Select((variance, at) => Math.Max(variance, reference.ProductVariances[at]))];
    }

    /// <summary>By how many standard deviations the mean of a feature rose, and the probability by chance.</summary>
    public (double Shift, double PValue) Shift(int i)
    {
        var shift = _means[i] - _reference.Means[i];
        return (shift, PValue(shift, Math.Max(Variance(_products, _means, i), Variance(_reference.Products, _reference.Means, i))));
    }

    /// <summary>How many times as far a feature spreads, and the probability by chance; 1 for one that is the same for everybody.</summary>
    public (double Ratio, double PValue) Spread(int i)
    {
        var (before, now) = (Variance(_reference.Products, _reference.Means, i), Variance(_products, _means, i));
        return before <= 0 ? (1, 1) : (Math.Sqrt(now / before), PValue(now - before, _variances[At(i, i)]));
    }

    /// <summary>The correlation of two features before and now, and the probability by chance; 0 where one is the same for everybody.</summary>
    public (double Before, double Now, double PValue) Correlation(int i, int j)
    {
        var (before, now) = (Correlation(_reference.Products, _reference.Means, i, j), Correlation(_products, _means, i, j));
        var spread = Variance(_products, _means, i) * Variance(_products, _means, j);
        return (before, now, spread <= 0 ? 1 : PValue(now - before, _variances[At(i, j)] / spread));
    }

    private double Correlation(IReadOnlyList<double> products, IReadOnlyList<double> means, int i, int j)
    {
        var spread = Variance(products, means, i) * Variance(products, means, j);
        return spread <= 0 ? 0 : (products[At(i, j)] - (means[i] * means[j])) / Math.Sqrt(spread);
    }

    private double Variance(IReadOnlyList<double> products, IReadOnlyList<double> means, int i) =>
        Math.Max(0, products[At(i, i)] - (means[i] * means[i]));

    private double PValue(double difference, double variance) =>
        variance <= 0 ? (difference == 0 ? 1 : 0) : TwoSamples.OfMeans(difference, variance, _rows, _reference.Rows);

    private int At(int i, int j) => StandardisedMoments.At(i, j, _features);
}
