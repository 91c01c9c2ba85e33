namespace SegmentationUpdates.Storage.Segments;

/// <summary>A name that a segment does not have any more.</summary>
/// <param name="Name">The old one.</param>
/// <param name="Segment">Key of the segment that had it last.</param>
/// <param name="Until">When it got another.</param>
public sealed record FormerName(string Name, string Segment, DateTimeOffset Until);
