using SegmentationUpdates.Clustering.Features;

namespace SegmentationUpdates.Segments.Benchmarks.Mixtures;

/// <summary>Rows with a known number of groups.</summary>
/// <param name="Kind">How the groups are made.</param>
/// <param name="Groups">How many there are.</param>
/// <param name="Seed">What they are drawn by.</param>
/// <param name="Data">The rows.</param>
internal sealed record Mixture(string Kind, int Groups, int Seed, FeatureMatrix Data)
{
    /// <summary>A file name of its own among the mixtures of one seed.</summary>
    public string Name => $"{Kind}-{Groups}-{Data.Columns}";
}
