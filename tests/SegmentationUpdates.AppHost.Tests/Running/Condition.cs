using System.Diagnostics;

namespace SegmentationUpdates.AppHost.Tests.Running;

internal static class Condition
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Looks again and again until it sees what it waits for; fails with what it saw last when the time is up.</summary>
    public static async Task<T> BecomesTrueAsync<T>(string what, Func<Task<T>> look, Func<T, bool> isTrue, TimeSpan limit)
    {
        using var timer = new PeriodicTimer(Pause);
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            var seen = await look().WaitAsync(limit, TestContext.Current.CancellationToken);
            if (isTrue(seen))
            {
                return seen;
            }

            if (Stopwatch.GetElapsedTime(start) > limit)
            {
                Assert.Fail($"{what}: not within {limit.TotalSeconds:0} s; seen last: {seen}");
            }

            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
