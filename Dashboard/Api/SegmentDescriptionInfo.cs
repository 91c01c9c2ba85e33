using SegmentationUpdates.Storage.Segments;

namespace SegmentationUpdates.Dashboard.Api;

/// <summary>What a segment is called, and what operators say of it.</summary>
/// <param name="Segment">Its name.</param>
/// <param name="Key">By which the data, and the topics, know it: the name it was born with, which never changes.</param>
/// <param name="NamedByOperator">Whether the name was given by hand: then no training changes it.</param>
/// <param name="Description">Null for none.</param>
/// <param name="Colour">From 1 to 8, of the page's palette; null for the one that the page chooses.</param>
/// <param name="ChangedAt">When anything of this was changed last, UTC.</param>
/// <param name="ChangedBy">Which operator did; null for a training, and where nobody said.</param>
public sealed record SegmentDescriptionInfo(
    string Segment, string Key, bool NamedByOperator, string? Description, int? Colour, DateTime ChangedAt, string? ChangedBy)
{
    public static SegmentDescriptionInfo Of(NamedSegment named)
    {
        ArgumentNullException.ThrowIfNull(named);
        return new(
            named.Name, named.Segment, named.ByOperator, named.Description, named.Colour, named.ChangedAt.UtcDateTime, named.ChangedBy);
    }
}
