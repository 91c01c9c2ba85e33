namespace SegmentationUpdates.Dashboard.Api;

/// <summary>What a segment is to be called, and what is said of it.</summary>
public sealed record SegmentNaming
{
    /// <summary>Up to 50 characters, and no other segment's. Another name than before is given for good: no training changes it.</summary>
    public required string Name { get; init; }

    /// <summary>Up to 500 characters; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>From 1 to 8, of the page's palette; null for the one that the page chooses.</summary>
    public int? Colour { get; init; }
}
