namespace SegmentationUpdates.Clustering.Features;

/// <summary>
/// How the customers that a model was trained on lay together: what later customers are compared with, beside the histogram of each feature. A
/// feature's values are standardised for it: scaled and imputed as the model does it, then by mean and deviation, and at most
/// four deviations from 0, so that few customers cannot speak for all.
/// </summary>
/// <param name="Rows">Rows that all this was taken from.</param>
/// <param name="Centers">Mean of each scaled feature.</param>
/// <param name="Deviations">Population standard deviation of each scaled feature; 0 for one that is the same for everybody.</param>
/// <param name="Means">Mean of each standardised feature: 0, but for what the limit took.</param>
/// <param name="Products">
/// Mean of the product of each two standardised features, a feature with itself included: the upper triangle row by row. So the correlations.
/// </param>
/// <param name="ProductVariances">Variance of each of these products.</param>
/// <param name="MissingShares">Share of the rows in which each feature was missing, 0 to 1.</param>
/// <param name="DistanceVariance">Variance of the squared distance to the nearest centroid.</param>
/// <param name="StrangerDistance">The squared distance that one row in a hundred was beyond.</param>
/// <param name="StrangerShare">The share of rows that were.</param>
public sealed record JointBaseline(
    int Rows,
    IReadOnlyList<double> Centers,
    IReadOnlyList<double> Deviations,
    IReadOnlyList<double> Means,
    IReadOnlyList<double> Products,
    IReadOnlyList<double> ProductVariances,
    IReadOnlyList<double> MissingShares,
    double DistanceVariance,
    double StrangerDistance,
    double StrangerShare)
{
    /// <summary>What is wrong for so many features, or null.</summary>
    internal string? Problem(int features)
    {
        var pairs = features * (features + 1) / 2;
        return Centers is null || Deviations is null || Products is null || ProductVariances is null || Means is null || MissingShares is null
            ? "one of its lists is missing"
            : Rows < 1
            ? $"it is of {Rows} rows"
            : Centers.Count != features || Deviations.Count != features || Means.Count != features || MissingShares.Count != features
                || Products.Count != pairs || ProductVariances.Count != pairs
            ? $"{features} features need as many centers, deviations, means and missing shares, and {pairs} products"
            : Centers.Concat(Means).Concat(Products).All(double.IsFinite)
                && Deviations.Concat(ProductVariances).Append(DistanceVariance).Append(StrangerDistance)
                    .All(value => double.IsFinite(value) && value >= 0)
                && MissingShares.Append(StrangerShare).All(share => share is >= 0 and <= 1)
            ? null
            : "a number is not finite, or out of its range";
    }
}
