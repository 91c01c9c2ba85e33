namespace SegmentationUpdates.Verification;

/// <summary>What a part of the verification found.</summary>
/// <param name="Name">What was compared with what.</param>
/// <param name="Compared">How many were looked at.</param>
/// <param name="Differences">How many of them are not as they should be.</param>
/// <param name="Examples">Some of the differences, for a person.</param>
/// <param name="NotVerified">Why nothing was compared; null when it was.</param>
public sealed record VerifiedPart(string Name, long Compared, long Differences, IReadOnlyList<string> Examples, string? NotVerified = null)
{
    public static VerifiedPart Skipped(string name, string why) => new(name, 0, 0, [], why);
}
