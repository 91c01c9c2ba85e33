namespace SegmentationUpdates.Segments.Benchmarks;

/// <param name="Duration">Of the demonstration, in real time.</param>
/// <param name="Rate">Transactions a second, on average.</param>
/// <param name="Speed">Seconds of the customers' time in one.</param>
/// <param name="Interval">Between two trainings, in real time.</param>
internal sealed record PopulationSettings(TimeSpan Duration, double Rate, double Speed, TimeSpan Interval);
