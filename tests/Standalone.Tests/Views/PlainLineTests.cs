using SegmentationUpdates.Standalone.Views;

namespace SegmentationUpdates.Standalone.Tests.Views;

public class PlainLineTests
{
    [Fact]
    public void What_is_not_known_yet_is_left_out() => Assert.Equal(
        "00:00:01 running: 0 tx/s | produced 0 | ingested 0 | backlog unknown", PlainLine.Of(Snapshots.First));

    [Fact]
    public void Everything_that_is_known_stands_in_one_line() => Assert.Equal(
        "01:02:03 draining: 10,500 tx/s | produced 1,234,567 | ingested 1,234,000 | backlog 567 | dead-lettered 1,067 "
        + "| delay p50 12 ms p99 1,234 ms | model 7 (10 s old) | moves/min 1,500 "
        + "| High-value 1,000 (+12) | Budget-conscious 2,000 (-1,012) | At risk / inactive customers 1,000 (0)",
        PlainLine.Of(Snapshots.Full));

    [Fact]
    public void A_run_of_more_than_a_day_shows_all_its_hours() =>
        Assert.StartsWith("51:04:05 ", PlainLine.Of(Snapshots.First with { Elapsed = new TimeSpan(2, 3, 4, 5) }), StringComparison.Ordinal);
}
