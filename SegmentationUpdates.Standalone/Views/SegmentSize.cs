namespace SegmentationUpdates.Standalone.Views;

/// <param name="Segment">Its name.</param>
/// <param name="Customers">How many are in it.</param>
/// <param name="Change">How many more than a minute ago, or than at the start of the run if that is later.</param>
internal sealed record SegmentSize(string Segment, long Customers, long Change);
