using System.Diagnostics;

namespace SegmentationUpdates.Clustering.Benchmarks;

internal static class Timing
{
    /// <summary>Milliseconds of the fastest of some runs after a warm-up: the one that other programs on the machine disturbed least.</summary>
    public static double Best(int runs, Action action)
    {
        // Long enough for the tiers of the compiler to settle.
        for (var begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin) < TimeSpan.FromSeconds(.5);)
        {
            action();
        }

        var best = double.PositiveInfinity;
        for (var run = 0; run < runs; run++)
        {
            var start = Stopwatch.GetTimestamp();
            action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return best;
    }
}
