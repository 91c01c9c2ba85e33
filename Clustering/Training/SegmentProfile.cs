using SegmentationUpdates.Clustering.Explanation;

namespace SegmentationUpdates.Clustering.Training;

/// <summary>What the customers of a segment are like.</summary>
/// <param name="Index">Index of the segment in the model.</param>
/// <param name="Label">Its name.</param>
/// <param name="Size">Number of customers.</param>
/// <param name="Share">Size as a fraction of all customers, 0 to 1.</param>
/// <param name="Means">Mean of each feature in natural units, before any clamping.</param>
/// <param name="ScaledMeans">Mean of each feature after clamping and scaling.</param>
/// <param name="RankScore">Sum over the features of weight times scaled mean; higher is better.</param>
/// <param name="Deviations">
/// Of each feature, how far the segment's mean is from the mean of all customers, in their standard deviations; both after clamping, so that a few
/// giants do not hide everybody else. 0 for a feature that is the same for everybody.
/// </param>
/// <param name="Sentence">The strongest of these in words: see <see cref="SegmentSentence"/>.</param>
public sealed record SegmentProfile(
    int Index,
    string Label,
    int Size,
    double Share,
    IReadOnlyList<double> Means,
    IReadOnlyList<double> ScaledMeans,
    double RankScore,
    IReadOnlyList<double> Deviations,
    string Sentence)
{
    /// <summary>How far a mean may be from the median, in interquartile ranges, before both are shown.</summary>
    private const double Far = .5;

    /// <summary>Median of each feature in natural units; of an even number of customers the lower of the two in the middle. Null in older documents.</summary>
    public IReadOnlyList<double>? Medians { get; init; }

    /// <summary>Interquartile range of each feature in natural units; null in older documents.</summary>
    public IReadOnlyList<double>? InterquartileRanges { get; init; }

    /// <summary>
    /// The median of a feature where it is far from the mean, which is then what a few have and not what is usual; else null.
    /// </summary>
    /// <param name="feature">Index of the feature.</param>
    public double? MedianBesideMean(int feature) =>
        Size > 0 && Medians is { } medians && InterquartileRanges is { } ranges && Math.Abs(Means[feature] - medians[feature]) > Far * ranges[feature]
            && Math.Abs(Means[feature] - medians[feature]) > 1e-9 * Math.Abs(Means[feature])
            ? medians[feature]
            : null;
}
