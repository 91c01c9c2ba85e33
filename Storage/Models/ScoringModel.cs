using SegmentationUpdates.Clustering.Scoring;

namespace SegmentationUpdates.Storage.Models;

/// <summary>A version of the model with all that scoring a customer takes. The margin is the version's, so that every replica holds customers alike.</summary>
/// <param name="Version">In clustering_models.</param>
/// <param name="Model">Scaling, centroids and labels.</param>
/// <param name="SwitchMargin">How much nearer another segment must be, from 0 to below 1.</param>
public sealed record ScoringModel(long Version, SegmentationModel Model, double SwitchMargin)
{
    /// <summary>For parameters of <see cref="Storage.FeatureQuery"/>.</summary>
    public string[] Labels { get; } = [.. Model.Labels];

    /// <summary>The segment of a customer.</summary>
    /// <param name="row">The model's features.</param>
    /// <param name="current">The present segment's index; <see cref="SegmentationModel.NoSegment"/> for none that counts.</param>
    public int Segment(ReadOnlySpan<double> row, int current) => Model.Assign(row, current, SwitchMargin).Segment;
}
