namespace SegmentationUpdates.Clustering.Features;

/// <summary>What one column of the training data says.</summary>
/// <param name="Scaling">How it is scaled.</param>
/// <param name="Baseline">How its values lie.</param>
/// <param name="Missing">How many values are missing.</param>
/// <param name="Remark">What is odd about it, in a sentence; null for nothing.</param>
internal sealed record FittedColumn(ColumnScaling Scaling, FeatureBaseline Baseline, int Missing, string? Remark);
