namespace SegmentationUpdates.Dashboard.Feed;

/// <summary>What Kafka holds and the consumers have not finished.</summary>
/// <param name="Messages">Null when the broker does not answer.</param>
/// <param name="Problem">Why it is unknown, for a person; null when it is known.</param>
public sealed record BacklogState(long? Messages, string? Problem);
