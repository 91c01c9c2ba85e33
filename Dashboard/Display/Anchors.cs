namespace SegmentationUpdates.Dashboard.Display;

/// <summary>Names of places on a page.</summary>
public static class Anchors
{
    /// <summary>A segment's: letters and digits of its name.</summary>
    public static string Of(string? segment) => segment is null
        ? "segment-none"
        : "segment-" + string.Join('-', new string([.. segment.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
