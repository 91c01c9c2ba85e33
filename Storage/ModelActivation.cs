namespace SegmentationUpdates.Storage;

/// <summary>A model's becoming active, or its being let go after that was done by hand.</summary>
public sealed class ModelActivation
{
    /// <summary>Grows with time.</summary>
    public long ActivationId { get; init; }

    public DateTimeOffset ActivatedAt { get; init; }

    public long ModelVersion { get; init; }

    /// <summary>Active until then; null before the first.</summary>
    public long? PreviousVersion { get; init; }

    public required ModelReason Reason { get; init; }

    /// <summary>What the one who did it by hand said.</summary>
    public string? Note { get; init; }

    /// <summary>The name of who did it by hand; null where nobody said.</summary>
    public string? DoneBy { get; init; }
}
