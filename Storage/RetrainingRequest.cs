namespace SegmentationUpdates.Storage;

/// <summary>Somebody's request for a new model, and what became of it.</summary>
public sealed class RetrainingRequest
{
    public long RequestId { get; init; }

    public DateTimeOffset RequestedAt { get; init; }

    /// <summary>The name of who asked; null where nobody said.</summary>
    public string? DoneBy { get; init; }

    /// <summary>Null while it waits for the replica that trains.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>Whether the model was to become active, however many customers it moves.</summary>
    public bool Approve { get; init; }

    /// <summary>The model that was trained for it.</summary>
    public long? ModelVersion { get; init; }

    /// <summary>Why there is no model for it; with a model, why that one waits to be approved.</summary>
    public string? Error { get; init; }
}
