namespace SegmentationUpdates.Dashboard.History;

/// <summary>The state at one second of the past.</summary>
/// <param name="At">UTC.</param>
/// <param name="PerSecond">Transactions per second; null for what was before this process.</param>
/// <param name="Median">Half of the transactions were stored faster; null when none came or it is not known.</param>
/// <param name="Percentile99">99 of 100 were stored faster.</param>
/// <param name="Backlog">Messages that wait in Kafka; null when it is not known.</param>
/// <param name="Sizes">Customers by segment; under the empty name those without one.</param>
public sealed record HistoryPoint(
    DateTime At, double? PerSecond, TimeSpan? Median, TimeSpan? Percentile99, long? Backlog, IReadOnlyDictionary<string, long> Sizes);
