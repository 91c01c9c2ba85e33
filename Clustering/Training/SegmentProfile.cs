namespace SegmentationUpdates.Clustering;

/// <summary>What the customers of a segment are like.</summary>
/// <param name="Index">Index of the segment in the model.</param>
/// <param name="Label">Its name.</param>
/// <param name="Size">Number of rows.</param>
/// <param name="Share">Size as a fraction of all rows, 0 to 1.</param>
/// <param name="Means">Mean of each feature in natural units, before any clamping.</param>
/// <param name="ScaledMeans">Mean of each feature after clamping and scaling.</param>
/// <param name="RankScore">Sum over the features of weight times scaled mean; higher is better.</param>
public sealed record SegmentProfile(
    int Index,
    string Label,
    int Size,
    double Share,
    IReadOnlyList<double> Means,
    IReadOnlyList<double> ScaledMeans,
    double RankScore);
