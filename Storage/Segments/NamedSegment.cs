namespace SegmentationUpdates.Storage.Segments;

/// <summary>What a segment is called, and what operators say of it.</summary>
/// <param name="Segment">Its key, by which the data know it: the name it was born with, which never changes.</param>
/// <param name="Name">What people call it. No other segment of the model has the name.</param>
/// <param name="ByOperator">Whether the name was given by hand: then no training changes it.</param>
/// <param name="Description">Null for none.</param>
/// <param name="Colour">From 1 to 8, of the page's palette; null for the one that the page chooses.</param>
/// <param name="ChangedAt">When anything of this was changed last.</param>
/// <param name="ChangedBy">Which operator did; null for a training, and where nobody said.</param>
public sealed record NamedSegment(
    string Segment,
    string Name,
    bool ByOperator = false,
    string? Description = null,
    int? Colour = null,
    DateTimeOffset ChangedAt = default,
    string? ChangedBy = null);
