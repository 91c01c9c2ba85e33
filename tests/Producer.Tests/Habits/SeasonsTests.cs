using SegmentationUpdates.Producer.Habits;

namespace SegmentationUpdates.Producer.Tests.Habits;

public class SeasonsTests
{
    private static readonly DateTime Sunday = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Over_a_week_they_make_neither_more_nor_less() =>
        Assert.Equal(1, Enumerable.Range(0, 7 * 24 * 4).Average(quarter => Seasons.Of(Sunday.AddMinutes(15 * quarter))), 1e-9);

    [Fact]
    public void Fridays_are_busier_than_Sundays_and_afternoons_than_nights()
    {
        Assert.Equal(1.5, Seasons.Of(Sunday.AddDays(5)) / Seasons.Of(Sunday), 1e-9);
        Assert.Equal(4, Seasons.Of(Sunday.AddHours(15)) / Seasons.Of(Sunday.AddHours(3)), 1e-9);
    }
}
