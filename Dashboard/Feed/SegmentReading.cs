using SegmentationUpdates.Storage.Segments;

namespace SegmentationUpdates.Dashboard.Feed;

/// <summary>Sizes and moves, read in one database snapshot.</summary>
public sealed record SegmentReading
{
    public required IReadOnlyList<SegmentState> Segments { get; init; }

    public required long Customers { get; init; }

    public required long LastChangeId { get; init; }

    public required long MovesInLastMinute { get; init; }

    public required MoveHistory History { get; init; }

    public SegmentNameBook Names { get; init; } = SegmentNameBook.Empty;

    public ModelState? Model { get; init; }
}
