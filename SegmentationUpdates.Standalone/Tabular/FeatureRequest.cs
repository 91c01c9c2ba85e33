namespace SegmentationUpdates.Standalone.Tabular;

/// <summary>Which columns a user wants, by name.</summary>
internal sealed record FeatureRequest
{
    /// <summary>Columns to cluster by; null for the default features, or, where the file has others, for all numbers.</summary>
    public IReadOnlyList<string>? Features { get; init; }

    /// <summary>Columns that are categories.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>A column that must not be among the features; null for none.</summary>
    public string? Outcome { get; init; }

    /// <summary>Columns that go to the output as they are.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];
}
