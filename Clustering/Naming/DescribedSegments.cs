using SegmentationUpdates.Clustering.Features;

namespace SegmentationUpdates.Clustering.Naming;

/// <summary>What the customers of a model's segments are like, as far as names say it.</summary>
/// <param name="Features">The model's.</param>
/// <param name="Means">Of each feature, over all customers, in natural units, before any clamping.</param>
/// <param name="Segments">In the model's order.</param>
public sealed record DescribedSegments(IReadOnlyList<Feature> Features, IReadOnlyList<double> Means, IReadOnlyList<DescribedSegment> Segments);

/// <summary>What the customers of a segment are like.</summary>
/// <param name="Means">Of each feature, in natural units, before any clamping.</param>
/// <param name="Deviations">Of each feature, from the mean of all customers, in their standard deviations; after clamping.</param>
/// <param name="Score">That ranks the segments: higher is better.</param>
public sealed record DescribedSegment(IReadOnlyList<double> Means, IReadOnlyList<double> Deviations, double Score);
