namespace SegmentationUpdates.Storage.Segments;

/// <summary>A segment got another name. No customer moved.</summary>
public sealed class SegmentRenaming
{
    /// <summary>Given by the database, growing.</summary>
    public long RenamingId { get; init; }

    public DateTimeOffset RenamedAt { get; init; }

    /// <summary>The active model from then on.</summary>
    public long ModelVersion { get; init; }

    /// <summary>Of the models that share the segment.</summary>
    public long Lineage { get; init; }

    /// <summary>Its key.</summary>
    public required string Segment { get; init; }

    public required string OldName { get; init; }

    public required string NewName { get; init; }

    /// <summary><c>order</c>: what the segments are like, by the model that became active; <c>operator</c>: by hand.</summary>
    public required string Reason { get; init; }

    /// <summary>Which operator; null for a training, and where nobody said.</summary>
    public string? DoneBy { get; init; }
}
