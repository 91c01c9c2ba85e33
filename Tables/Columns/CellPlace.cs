namespace SegmentationUpdates.Tables;

/// <summary>A value and where it stands.</summary>
public sealed record CellPlace(long Line, string Value);
