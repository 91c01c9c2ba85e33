namespace SegmentationUpdates.Standalone.Views;

/// <summary>Segments and moves, as the database has them.</summary>
internal sealed record SegmentSnapshot
{
    public static readonly SegmentSnapshot Empty = new();

    public IReadOnlyList<SegmentSize> Sizes { get; init; } = [];

    public long MovesInLastMinute { get; init; }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Move> LatestMoves { get; init; } = [];

    /// <summary>Null before the first model.</summary>
    public long? ModelVersion { get; init; }

    public TimeSpan ModelAge { get; init; }
}

/// <param name="Segment">Its name.</param>
/// <param name="Customers">How many are in it.</param>
/// <param name="Change">How many more than a minute ago, or than at the start of the run if that is later.</param>
internal sealed record SegmentSize(string Segment, long Customers, long Change);
