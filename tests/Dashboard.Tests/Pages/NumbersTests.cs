using SegmentationUpdates.Dashboard.Display;

namespace SegmentationUpdates.Dashboard.Tests.Pages;

public sealed class NumbersTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.123, "0.12")]
    [InlineData(12.34, "12.3")]
    [InlineData(1234.6, "1,235")]
    [InlineData(-3.456, "−3.46")]
    [InlineData(-0.004, "0.00")]
    [InlineData(double.NaN, "–")]
    public void Figures_have_as_many_digits_as_matter(double value, string text) => Assert.Equal(text, Numbers.Figure(value));

    [Theory]
    [InlineData(12, "+12")]
    [InlineData(-1234, "−1,234")]
    [InlineData(0, "0")]
    public void Changes_have_a_sign(long value, string text) => Assert.Equal(text, Numbers.Change(value));

    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(4.26, "4.3 ms")]
    [InlineData(47.4, "47 ms")]
    [InlineData(999.6, "1.0 s")]
    [InlineData(1_240, "1.2 s")]
    [InlineData(90_000, "90 s")]
    [InlineData(180_000, "3 min")]
    [InlineData(-5, "0 ms")]
    public void Durations_have_the_unit_that_people_would_use(double milliseconds, string text) =>
        Assert.Equal(text, Numbers.Duration(TimeSpan.FromMilliseconds(milliseconds)));

    [Theory]
    [InlineData(950, "950")]
    [InlineData(9_999, "9,999")]
    [InlineData(12_345, "12.3 k")]
    [InlineData(4_570_000, "4.57 M")]
    public void Large_numbers_are_compact(double value, string text) => Assert.Equal(text, Numbers.Compact(value));
}
