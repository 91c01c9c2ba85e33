namespace SegmentationUpdates.Dashboard.Queries;

/// <summary>Customers whose value of a feature is neither below nor above.</summary>
/// <param name="Column">One of <see cref="CustomerOrder.Features"/>.</param>
/// <param name="Min">The least value that belongs to it; null: any.</param>
/// <param name="Max">The greatest value that belongs to it; null: any.</param>
public sealed record FeatureRange(string Column, double? Min, double? Max);
