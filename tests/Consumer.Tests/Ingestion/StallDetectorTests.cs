using Microsoft.Extensions.Time.Testing;
using SegmentationUpdates.Consumer.Ingestion;

namespace SegmentationUpdates.Consumer.Tests.Ingestion;

public class StallDetectorTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Messages_that_wait_without_progress_are_a_standstill_after_a_while()
    {
        var detector = new StallDetector(Patience, _time);

        Assert.Equal([null, null, Patience], Observe(detector, (5, 3), (5, 3), (5, 4)));
    }

    [Fact]
    public void Progress_is_none_however_the_backlog_grows()
    {
        var detector = new StallDetector(Patience, _time);

        Assert.Equal([null, null, null, null], Observe(detector, (5, 3), (6, 30), (7, 300), (8, 3_000)));
    }

    [Fact]
    public void Nothing_to_do_is_a_rest_and_the_first_message_after_it_begins_the_wait()
    {
        var detector = new StallDetector(Patience, _time);

        Assert.Equal([null, null, null, null, null, Patience], Observe(detector, (5, 0), (5, 0), (5, 0), (5, 1), (5, 1), (5, 1)));
    }

    [Fact]
    public void After_a_reset_the_wait_begins_anew()
    {
        var detector = new StallDetector(Patience, _time);
        Observe(detector, (5, 3), (5, 3));

        detector.Reset();

        Assert.Equal([null, null, Patience], Observe(detector, (5, 3), (5, 3), (5, 3)));
    }

    // Half of the patience passes after each.
    private List<TimeSpan?> Observe(StallDetector detector, params (long Position, long Waiting)[] observations)
    {
        var stalls = new List<TimeSpan?>();
        foreach (var (position, waiting) in observations)
        {
            stalls.Add(detector.Observe(position, waiting));
            _time.Advance(Patience / 2);
        }

        return stalls;
    }
}
