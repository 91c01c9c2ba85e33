using SegmentationUpdates.Consumer.Ingestion;
using SegmentationUpdates.Messaging.Transactions;

namespace SegmentationUpdates.Consumer.Tests.Ingestion;

public class IngestionCountersTests
{
    private static readonly DateTime Now = new(2026, 3, 4, 12, 0, 0, DateTimeKind.Utc);

    private readonly IngestionCounters _counters = new();

    [Fact]
    public void Outcomes_add_up()
    {
        _counters.CountBatch(new BatchOutcome(5, 2, 1, 3, []), Now);
        _counters.CountBatch(new BatchOutcome(3, 0, 2, 0, []) + new BatchOutcome(1, 1, 0, 0, []), Now);
        foreach (var reason in (RejectionReason[])[RejectionReason.Empty, RejectionReason.Invalid, RejectionReason.Invalid, RejectionReason.Invalid])
        {
            _counters.CountDeadLetter(reason);
        }

        _counters.CountLost(7);

        Assert.Equal((9, 3, 3, 2), (_counters.Ingested, _counters.Duplicates, _counters.SegmentChanges, _counters.Batches));
        Assert.Equal((4, 7, 3), (_counters.DeadLettered, _counters.Lost, _counters.Erased));
        Assert.Equal(3, _counters.DeadLettersByReason[RejectionReason.Invalid]);
        Assert.Equal(19, _counters.Processed);
    }

    [Fact]
    public void The_first_ingestion_is_remembered_and_a_batch_of_duplicates_is_none()
    {
        Assert.Null(_counters.FirstIngestedAt);
        _counters.CountBatch(new BatchOutcome(0, 10, 0, 0, []), Now);
        Assert.Null(_counters.FirstIngestedAt);

        _counters.CountBatch(new BatchOutcome(1, 0, 0, 0, []), Now.AddSeconds(1));
        _counters.CountBatch(new BatchOutcome(1, 0, 0, 0, []), Now.AddSeconds(2));

        Assert.Equal(Now.AddSeconds(1), _counters.FirstIngestedAt);
    }

    [Fact]
    public void Delays_are_those_of_the_whole_run_and_recent_ones_those_since_the_last_look()
    {
        var meter = new DelayMeter(_counters);
        _counters.CountDelay(TimeSpan.FromMilliseconds(10));
        Assert.Equal(10, meter.Take()!.Value.Median.TotalMilliseconds, 0.01);
        _counters.CountDelay(TimeSpan.FromMilliseconds(20));
        _counters.CountDelay(TimeSpan.FromMilliseconds(30));

        var recent = meter.Take()!.Value;
        Assert.Equal(20, recent.Median.TotalMilliseconds, 0.02);
        Assert.Equal(30, recent.Percentile99.TotalMilliseconds, 0.03);
        Assert.Null(meter.Take());
        Assert.Equal(3, _counters.Delays().TotalCount);
        Assert.InRange(_counters.Delays().GetValueAtPercentile(0), 9_990, 10_010);
    }

    [Fact]
    public void A_delay_that_cannot_be_is_counted_at_the_end_of_the_scale()
    {
        _counters.CountDelay(TimeSpan.FromSeconds(-5)); // the producer's clock runs ahead
        _counters.CountDelay(TimeSpan.FromDays(40)); // replayed

        Assert.Equal(2, _counters.Delays().TotalCount);
        Assert.Equal(1, _counters.Delays().GetValueAtPercentile(0));
        Assert.InRange(_counters.Delays().GetValueAtPercentile(100), 3_590_000_000, 3_610_000_000);
    }

    [Fact]
    public void No_count_is_lost_between_threads()
    {
        Parallel.For(0, 10_000, _ =>
        {
            _counters.CountBatch(new BatchOutcome(1, 2, 3, 0, []), Now);
            _counters.CountDelay(TimeSpan.FromMilliseconds(1));
        });

        Assert.Equal((10_000, 20_000, 30_000), (_counters.Ingested, _counters.Duplicates, _counters.SegmentChanges));
        Assert.Equal(10_000, _counters.Delays().TotalCount);
    }
}
