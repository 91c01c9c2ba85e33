namespace SegmentationUpdates.Fault.Tests.Simulation;

/// <summary>The machine's clock, set back at times. What measures durations goes on, as on a real machine.</summary>
internal sealed class SteppingClock : TimeProvider
{
    private long _behind;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(-Interlocked.Read(ref _behind));

    public void StepBack(TimeSpan step) => Interlocked.Add(ref _behind, step.Ticks);
}
