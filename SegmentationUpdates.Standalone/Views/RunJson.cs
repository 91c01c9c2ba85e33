using HdrHistogram;

namespace SegmentationUpdates.Standalone.Views;

/// <summary>The summary of a run, for programs.</summary>
internal static class RunJson
{
    public static object Of(RunOutcome outcome) => new
    {
        outcome.Produced,
        outcome.Ingested,
        outcome.Duplicates,
        outcome.DeadLettered,
        outcome.Erased,
        outcome.SegmentChanges,
        outcome.ModelVersion,
        DelayMilliseconds = outcome.Delays is { TotalCount: > 0 } delays
            ? new { Median = Milliseconds(delays, 50), P99 = Milliseconds(delays, 99), Longest = Milliseconds(delays, 100) }
            : null,
        outcome.Failures,
    };

    private static double Milliseconds(HistogramBase delays, double percentile) => delays.GetValueAtPercentile(percentile) / 1000.0;
}
