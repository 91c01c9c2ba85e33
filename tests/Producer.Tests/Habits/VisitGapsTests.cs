using CsCheck;
using SegmentationUpdates.Producer.Habits;

namespace SegmentationUpdates.Producer.Tests.Habits;

public class VisitGapsTests
{
    [Fact]
    public void Days_away_stay_as_they_were_found_though_everybody_comes_and_goes()
    {
        // As many of 0 days as of 1 to 3, and half as many of 4 to 9: a density that falls.
        int[] found = [.. Enumerable.Repeat(0, 600), .. Enumerable.Range(1, 3).SelectMany(day => Enumerable.Repeat(day, 200)),
            .. Enumerable.Range(4, 6).SelectMany(day => Enumerable.Repeat(day, 50))];
        var gaps = VisitGaps.Keeping(found);
        var random = new Random(1);

        // After a long while nobody knows any more where anybody began.
        var away = found.Select(_ =>
        {
            var (now, last) = (random.NextDouble() * 500, 0.0);
            for (var next = gaps.Draw(random); next <= now; next += gaps.Draw(random))
            {
                last = next;
            }

            return (int)(now - last);
        }).ToList();

        // The standard deviations are 20 and less.
        Assert.Equal(10, away.Distinct().Count());
        Assert.InRange(away.Count(days => days == 0), 520, 680);
        Assert.InRange(away.Count(days => days is >= 1 and <= 3), 520, 680);
        Assert.InRange(away.Count(days => days >= 4), 240, 360);
    }

    [Fact]
    public void Where_few_have_just_been_there_the_nearest_falling_density_is_kept()
    {
        var gaps = VisitGaps.Keeping([5, 5, 5, 9]);

        // Three of four within six days, the fourth within the next four: half a customer a day, and a quarter of one.
        Assert.Equal(8, gaps.Mean, 1e-12);
        var random = new Random(1);
        var lengths = Enumerable.Range(0, 3000).Select(_ => gaps.Draw(random)).CountBy(days => days).ToDictionary();
        Assert.Equal([6, 10], lengths.Keys.Order());
        Assert.InRange(lengths[6], 1400, 1600);
    }

    [Fact]
    public void A_gap_is_longer_than_what_has_passed_of_it() => Gen.Select(
        Gen.Int[0, 400].Array[1, 50], Gen.Double[0, 500], Gen.Int).Sample((found, age, seed) =>
        {
            var gap = VisitGaps.Keeping(found).Draw(new Random(seed), age);
            Assert.InRange(gap, age, Math.Max(age, found.Max()) + 1);
        });

    [Fact]
    public void Of_nobody_nothing_is_known() => Assert.Throws<ArgumentException>(() => VisitGaps.Keeping([]));
}
