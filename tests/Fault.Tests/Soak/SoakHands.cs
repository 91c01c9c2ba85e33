namespace SegmentationUpdates.Fault.Tests.Soak;

/// <summary>Breaks what the plan draws, several things at once.</summary>
internal static class SoakHands
{
    /// <summary>Returns when it is over and nothing is broken any more. A fault that could not be injected or mended ends all.</summary>
    /// <param name="plan">Draws the faults.</param>
    /// <param name="account">Counts them.</param>
    /// <param name="break">Injects one and mends it.</param>
    /// <param name="hands">How many at once.</param>
    /// <param name="isOver">Asked before each fault.</param>
    /// <param name="pause">Waits between two faults of one hand.</param>
    public static Task BreakAsync(
        SoakPlan plan, SoakAccount account, Func<DrawnFault, Task> @break, int hands, Func<bool> isOver, Func<TimeSpan, Task> pause)
    {
        var failed = false;
        return Task.WhenAll(Enumerable.Range(0, hands).Select(_ => Task.Run(async () =>
        {
            while (!isOver() && !Volatile.Read(ref failed))
            {
                var fault = plan.Next();
                var done = account.Begin(fault);
                try
                {
                    await @break(fault);
                    done();
                }
                catch
                {
                    Volatile.Write(ref failed, true);
                    throw;
                }

                await pause(fault.Pause);
            }
        })));
    }
}
