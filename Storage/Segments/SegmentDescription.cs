namespace SegmentationUpdates.Storage.Segments;

/// <summary>What an operator says of a segment.</summary>
/// <param name="Name">Up to 50 characters.</param>
/// <param name="Description">Up to 500 characters; null for none.</param>
/// <param name="Colour">From 1 to 8, of the page's palette; null for the one that the page chooses.</param>
public sealed record SegmentDescription(string Name, string? Description, int? Colour)
{
    public const int LongestName = 50;
    public const int LongestDescription = 500;
    public const int Colours = 8;

    /// <summary>What is wrong, by the name of the part, as a part of a sentence that begins with that name; null for nothing.</summary>
    public (string Part, string Problem)? Problem() =>
        string.IsNullOrWhiteSpace(Name) ? ("name", "must not be empty")
        : Name.Length > LongestName ? ("name", $"must have no more than {LongestName} characters, not {Name.Length}")
        : Name.Any(char.IsControl) || Name != Name.Trim() ? ("name", "must be one line, without spaces around it")
        : Description is { Length: > LongestDescription } ? ("description", $"must have no more than {LongestDescription} characters, not {Description.Length}")
        : Description is not null && string.IsNullOrWhiteSpace(Description) ? ("description", "must not be empty; leave it out for none")
        : Colour is < 1 or > Colours ? ("colour", $"must be from 1 to {Colours}, not {Colour}")
        : null;
}
