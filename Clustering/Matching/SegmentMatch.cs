using SegmentationUpdates.Clustering.Scoring;

namespace SegmentationUpdates.Clustering.Matching;

/// <summary>How a new model continues a previous one.</summary>
/// <param name="Model">The new model with its segments in the order, and under the labels, of the previous one; unchanged without a match.</param>
/// <param name="Matched">Whether the models could be matched.</param>
/// <param name="Reason">Why not, or null.</param>
/// <param name="Order">For each segment of <paramref name="Model"/> its index in the model as it was given.</param>
/// <param name="Distances">For each segment how far its centroid moved, in the new model's scaled units; empty without a match.</param>
public sealed record SegmentMatch(
    SegmentationModel Model,
    bool Matched,
    string? Reason,
    IReadOnlyList<int> Order,
    IReadOnlyList<double> Distances);
