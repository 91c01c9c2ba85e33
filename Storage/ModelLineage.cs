namespace SegmentationUpdates.Storage;

/// <summary>How a model follows the one before it.</summary>
public sealed record ModelLineage
{
    /// <summary>The version that was active when this one was trained, and may be forgotten by now; null for the first.</summary>
    public long? PreviousVersion { get; init; }

    /// <summary>Whether segments of the previous version live on in this one; null without one.</summary>
    public bool? Matched { get; init; }

    /// <summary>Segments that the previous version did not have.</summary>
    public string[] BornSegments { get; init; } = [];

    /// <summary>Segments of the previous version that this one does not have.</summary>
    public string[] DiedSegments { get; init; } = [];

    /// <summary>Adjusted Rand index against the previous version on the training rows: 1 for the same segments; null without one.</summary>
    public double? Stability { get; init; }

    /// <summary>Version with which its segments began: models that share it share the identity of their segments. Null: this one.</summary>
    public long? Origin { get; init; }
}
