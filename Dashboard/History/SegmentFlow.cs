namespace SegmentationUpdates.Dashboard.History;

/// <summary>How many customers went from one segment to another.</summary>
/// <param name="At">In this second, UTC.</param>
/// <param name="From">Null: they had no segment.</param>
/// <param name="To">Null: taken out of every segment.</param>
/// <param name="Customers">How many.</param>
public sealed record SegmentFlow(DateTime At, string? From, string? To, long Customers);
