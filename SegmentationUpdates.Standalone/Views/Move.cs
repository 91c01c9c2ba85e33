namespace SegmentationUpdates.Standalone.Views;

/// <summary>A customer's change of segment.</summary>
internal sealed record Move(DateTime At, string Customer, string? From, string? To, string Reason);
