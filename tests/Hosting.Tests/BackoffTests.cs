using CsCheck;

namespace SegmentationUpdates.Hosting.Tests;

public class BackoffTests
{
    [Fact]
    public void Delays_double_up_to_the_limit_each_from_the_upper_half_of_its_range() => Gen.Int[1, 2000].Sample(first =>
    {
        var limit = TimeSpan.FromSeconds(30);
        var backoff = new Backoff(TimeSpan.FromMilliseconds(first), limit);
        var full = (double)first;
        for (var attempt = 0; attempt < 100; attempt++)
        {
            Assert.InRange(backoff.Next().TotalMilliseconds, (full / 2) - 0.001, full + 0.001);
            full = Math.Min(full * 2, limit.TotalMilliseconds);
        }
    });

    [Fact]
    public void Consumers_that_failed_together_do_not_come_back_together() =>
        Assert.InRange(
            Enumerable.Range(0, 100).Select(_ => new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)).Next()).Distinct().Count(), 50, 100);
}
