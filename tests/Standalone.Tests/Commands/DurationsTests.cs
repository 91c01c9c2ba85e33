using CsCheck;
using SegmentationUpdates.Standalone.Commands;

namespace SegmentationUpdates.Standalone.Tests.Commands;

public class DurationsTests
{
    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("20s", 20)]
    [InlineData("0.5s", 0.5)]
    [InlineData("5m", 300)]
    [InlineData("1.5h", 5400)]
    [InlineData("2d", 172_800)]
    [InlineData("49d", 4_233_600)]
    [InlineData("00:00:20", 20)]
    [InlineData("00:00:00.5", 0.5)]
    [InlineData("1.00:00:00", 86_400)]
    public void A_number_with_a_unit_or_hours_minutes_and_seconds_are_a_duration(string text, double seconds)
    {
        Assert.True(Durations.TryParse(text, out var duration));
        Assert.Equal(seconds, duration.TotalSeconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("20")]
    [InlineData("s")]
    [InlineData("20 s")]
    [InlineData("20S")]
    [InlineData("20sec")]
    [InlineData("-5s")]
    [InlineData("0s")]
    [InlineData("0.00000001ms")]
    [InlineData("1e3s")]
    [InlineData("1,5s")]
    [InlineData("NaNs")]
    [InlineData("Infinitys")]
    [InlineData("99999999999999999999999999999d")]
    [InlineData("00:00:00")]
    [InlineData("-00:00:20")]
    [InlineData("soon")]
    public void Anything_else_is_none(string text) => Assert.False(Durations.TryParse(text, out _));

    [Theory]
    [InlineData("50d")]
    [InlineData("1200h")]
    [InlineData("366d")]
    [InlineData("60.00:00:00")]
    public void A_duration_longer_than_a_timer_can_wait_is_none(string text) => Assert.False(Durations.TryParse(text, out _));

    [Fact]
    public void Every_duration_that_is_taken_can_be_waited_for() =>
        Gen.Select(Gen.Double, Gen.OneOf(Gen.Const("ms"), Gen.Const("s"), Gen.Const("m"), Gen.Const("h"), Gen.Const("d"))).Sample((number, unit) =>
    {
        if (Durations.TryParse($"{number:F9}{unit}", out var duration))
        {
            Assert.True(duration > TimeSpan.Zero);
            using var stopped = new CancellationTokenSource();
            stopped.Cancel();
            Assert.True(Task.Delay(duration, stopped.Token).IsCanceled);
        }
    });
}
