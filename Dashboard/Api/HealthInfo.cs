namespace SegmentationUpdates.Dashboard.Api;

/// <summary>How it stands.</summary>
/// <param name="Database">ok or away.</param>
/// <param name="DatabaseSince">Since when, UTC.</param>
/// <param name="Kafka">ok, away, or none: this dashboard has no connection to it.</param>
/// <param name="Backlog">Messages that the consumers have not finished; null when unknown.</param>
/// <param name="ModelVersion">The active model; null before the first.</param>
public sealed record HealthInfo(string Database, DateTime DatabaseSince, string Kafka, long? Backlog, long? ModelVersion);
