namespace SegmentationUpdates.Tables.Columns;

/// <summary>A value and where it stands.</summary>
public sealed record CellPlace(long Line, string Value);
