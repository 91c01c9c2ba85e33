namespace SegmentationUpdates.Storage;

/// <summary>A customer's move from one segment to another. Ids grow in the order of commit.</summary>
public sealed class SegmentChange
{
    public long ChangeId { get; init; }

    public int CustomerId { get; init; }

    public string? FromSegment { get; init; }

    public string? ToSegment { get; init; }

    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>One of <see cref="SegmentChangeReason"/>, or what another writer gave.</summary>
    public required string Reason { get; init; }

    public long? ModelVersion { get; init; }

    /// <summary>W3C Trace Context of the span that made the change; null when none was sampled.</summary>
    public string? Traceparent { get; init; }
}
