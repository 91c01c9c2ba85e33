namespace SegmentationUpdates.Dashboard.Queries;

/// <summary>Which customers: those for whom everything holds that is given.</summary>
public sealed record CustomerFilter
{
    /// <summary>Everybody.</summary>
    public static readonly CustomerFilter None = new();

    /// <summary>In one of these, by name; null among them are the customers without a segment. Empty: in any or none.</summary>
    public IReadOnlyList<string?> Segments { get; init; } = [];

    /// <summary>At most one for each feature.</summary>
    public IReadOnlyList<FeatureRange> Ranges { get; init; } = [];

    /// <summary>Came from one segment into another since then; the first placement of a customer is no move. Null: does not matter.</summary>
    public Since? MovedSince { get; init; }

    /// <summary>Fits nowhere, by the trainer's last scoring of everybody. False: does not matter.</summary>
    public bool IsUnusual { get; init; }

    /// <summary>What the bank's id begins with; null: does not matter.</summary>
    public string? IdPrefix { get; init; }

    /// <summary>The bank's id is one of these; empty: does not matter.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];

    /// <summary>The range of a feature, and null for both ends where there is none.</summary>
    public FeatureRange RangeOf(string column) =>
        Ranges.FirstOrDefault(range => range.Column == column) ?? new FeatureRange(column, null, null);
}
