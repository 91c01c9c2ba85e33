namespace SegmentationUpdates.Dashboard.Api;

/// <summary>What a version of the model is to be called.</summary>
public sealed record ModelNaming
{
    /// <summary>Up to 100 characters; null for no name.</summary>
    public required string? Name { get; init; }
}
