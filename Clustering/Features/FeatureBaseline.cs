namespace SegmentationUpdates.Clustering.Features;

/// <summary>How one feature lay in the training data: what segments, customers and later customers are compared with.</summary>
/// <param name="Mean">Mean over all customers of the values after clamping, in the feature's own unit.</param>
/// <param name="StandardDeviation">Population standard deviation of the same values; not negative.</param>
/// <param name="BinEdges">
/// Ascending upper edges of all bins but the last, in the feature's own unit and before clamping: bin i holds what is above edge i - 1 and not
/// above edge i. May be empty: then there is one bin, for everything.
/// </param>
/// <param name="BinShares">Share of the training data in each bin, 0 to 1: one more than edges.</param>
public sealed record FeatureBaseline(
    double Mean, double StandardDeviation, IReadOnlyList<double> BinEdges, IReadOnlyList<double> BinShares)
{
    /// <summary>Bins are found by comparing with every edge; more than training makes would only cost time.</summary>
    internal const int MostEdges = 100;

    /// <summary>What is wrong, or null.</summary>
    internal string? Problem()
    {
        if (!double.IsFinite(Mean) || !double.IsFinite(StandardDeviation) || StandardDeviation < 0)
        {
            return $"mean {Mean} and standard deviation {StandardDeviation} must be finite, the latter not negative";
        }

        if (BinEdges is null || BinShares is null || BinShares.Count != BinEdges.Count + 1 || BinEdges.Count > MostEdges)
        {
            return $"{BinEdges?.Count ?? 0} edges, at most {MostEdges}, and {BinShares?.Count ?? 0} shares do not make bins";
        }

        for (var i = 0; i < BinEdges.Count; i++)
        {
            if (!double.IsFinite(BinEdges[i]) || (i > 0 && !(BinEdges[i] > BinEdges[i - 1])))
            {
                return $"edge {i} is {BinEdges[i]}; edges must be finite and ascend";
            }
        }

        return BinShares.All(share => share is >= 0 and <= 1) ? null : "shares must be from 0 to 1";
    }
}
