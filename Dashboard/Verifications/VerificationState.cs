using SegmentationUpdates.Verification;

namespace SegmentationUpdates.Dashboard.Verifications;

/// <summary>How far a verification is, or what it found.</summary>
/// <param name="StartedAt">When it was asked for.</param>
/// <param name="StartedBy">The name of the key that asked.</param>
/// <param name="EndedAt">Null while it works.</param>
/// <param name="Step">What it does, for a person.</param>
/// <param name="Compared">Messages compared in this step.</param>
/// <param name="IsRight">Whether nothing differs; null before the end, and after an end before everything was compared.</param>
/// <param name="Parts">What was compared with what; empty before the end.</param>
/// <param name="Checkpoint">By partition, where a later one can go on.</param>
/// <param name="Error">Why it ended early; null when it has not.</param>
public sealed record VerificationState(
    DateTimeOffset StartedAt,
    string? StartedBy,
    DateTimeOffset? EndedAt,
    string Step,
    long Compared,
    bool? IsRight,
    IReadOnlyList<VerifiedPart> Parts,
    IReadOnlyDictionary<int, long> Checkpoint,
    string? Error);
