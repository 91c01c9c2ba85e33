using SegmentationUpdates.Messaging.Transactions;

namespace SegmentationUpdates.Fault.Tests.Ingestion;

/// <summary>A message and what must become of it.</summary>
/// <param name="Key">Null for a message without one.</param>
/// <param name="Value">Null for a tombstone.</param>
/// <param name="Reason">Why it has to be rejected; null when it has to be ingested, or is a repetition of one that has.</param>
internal readonly record struct HostileMessage(byte[]? Key, byte[]? Value, RejectionReason? Reason);
