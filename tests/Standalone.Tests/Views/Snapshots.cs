using SegmentationUpdates.Standalone.Views;

namespace SegmentationUpdates.Standalone.Tests.Views;

internal static class Snapshots
{
    /// <summary>The first second of a run: nothing is known yet.</summary>
    public static RunSnapshot First { get; } = new() { Elapsed = TimeSpan.FromSeconds(1.4), Phase = "running" };

    public static RunSnapshot Full { get; } = new()
    {
        Elapsed = new TimeSpan(1, 2, 3),
        Phase = "draining",
        Produced = 1_234_567,
        Ingested = 1_234_000,
        DeadLettered = 1_067,
        Rate = 10_499.6,
        Backlog = 567,
        DelayMedian = TimeSpan.FromMilliseconds(12.4),
        Delay99 = TimeSpan.FromMilliseconds(1234.4),
        Segments = new SegmentSnapshot
        {
            ModelVersion = 7,
            ModelAge = TimeSpan.FromSeconds(9.6),
            MovesInLastMinute = 1_500,
            Sizes = [new("High-value", 1_000, 12), new("Budget-conscious", 2_000, -1_012), new("At risk / inactive customers", 1_000, 0)],
            LatestMoves =
            [
                new Move(new DateTime(2026, 3, 4, 12, 0, 1, DateTimeKind.Utc), "42", "Budget-conscious", "High-value", "transactions"),
                new Move(new DateTime(2026, 3, 4, 12, 0, 0, DateTimeKind.Utc), "7", null, "Budget-conscious", "model"),
            ],
        },
    };
}
