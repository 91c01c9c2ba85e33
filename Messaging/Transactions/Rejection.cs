namespace SegmentationUpdates.Messaging.Transactions;

/// <summary>Why a message went to the dead-letter topic.</summary>
/// <param name="Reason">Its kind, for programs.</param>
/// <param name="Detail">The field, its value and what was expected, for a person.</param>
public sealed record Rejection(RejectionReason Reason, string Detail);
