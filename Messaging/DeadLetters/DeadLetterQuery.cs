using SegmentationUpdates.Hosting;
using SegmentationUpdates.Messaging.Transactions;

namespace SegmentationUpdates.Messaging.DeadLetters;

/// <summary>Which dead letters are meant.</summary>
public sealed record DeadLetterQuery
{
    /// <summary>Only with this reason; null for all.</summary>
    public RejectionReason? Reason { get; init; }

    /// <summary>Only those rejected at this time or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Those that were replayed too.</summary>
    public bool IncludeReplayed { get; init; }

    internal bool Matches(DeadLetter letter) =>
        (Reason is not { } reason || letter.Reason == reason.ToText())
        && (Since is null || letter.RejectedAt >= Since);
}
