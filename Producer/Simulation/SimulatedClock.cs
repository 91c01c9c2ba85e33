namespace SegmentationUpdates.Producer.Simulation;

/// <summary>The customers' time while they are simulated faster than in real time. It passes only while transactions are sent.</summary>
/// <param name="start">UTC.</param>
/// <param name="speed">Seconds of it in one.</param>
internal sealed class SimulatedClock(DateTime start, double speed)
{
    // After a pause of the process, no leap: nobody would have paid for all that time.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    // Years before the last day that there is.
    private static readonly DateTime End = DateTime.MaxValue.AddYears(-100);

    public DateTime Now { get; private set; } = start;

    /// <param name="elapsed">Real time.</param>
    /// <returns>How much of the customers' time has passed.</returns>
    public TimeSpan Advance(TimeSpan elapsed)
    {
        var passed = (elapsed < Longest ? elapsed : Longest) * speed;
        passed = passed < End - Now ? passed : TimeSpan.Zero;
        Now += passed;
        return passed;
    }
}
