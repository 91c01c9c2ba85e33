using SegmentationUpdates.Producer.Simulation;

namespace SegmentationUpdates.Producer.Tests.Simulation;

public class SimulatedClockTests
{
    private static readonly DateTime Start = new(2026, 3, 2, 8, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void It_passes_as_fast_as_it_is_told()
    {
        var clock = new SimulatedClock(Start, 3600);

        Assert.Equal(TimeSpan.FromMinutes(30), clock.Advance(TimeSpan.FromSeconds(0.5)));
        Assert.Equal(Start.AddMinutes(30), clock.Now);
    }

    [Fact]
    public void A_process_that_was_suspended_makes_no_leap()
    {
        var clock = new SimulatedClock(Start, 3600);
        clock.Advance(TimeSpan.FromHours(8));

        Assert.Equal(Start.AddHours(1), clock.Now);
    }

    [Fact]
    public void It_stops_before_the_last_day_that_there_is()
    {
        var clock = new SimulatedClock(DateTime.MaxValue.AddYears(-100).AddHours(-1), 3600);
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.Zero, clock.Advance(TimeSpan.FromSeconds(1)));
    }
}
