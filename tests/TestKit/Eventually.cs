using System.Diagnostics;

namespace SegmentationUpdates.TestKit;

/// <summary>
/// Waits for a condition, not for a time. The limit is for what would never come, on whatever machine: no test asks how fast something is,
/// the benchmarks do.
/// </summary>
internal static class Eventually
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(() => Task.FromResult(condition()), what);

    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        for (var started = Stopwatch.GetTimestamp(); !await condition();)
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Limit, $"This never came true: {what}.");
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The result of a task that has to end by itself.</summary>
    public static Task<T> EndsAsync<T>(this Task<T> task) => task.WaitAsync(Limit, TestContext.Current.CancellationToken);

    public static Task EndsAsync(this Task task) => task.WaitAsync(Limit, TestContext.Current.CancellationToken);
}
