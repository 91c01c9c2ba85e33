using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SegmentationUpdates.Consumer.Ingestion;

namespace SegmentationUpdates.Consumer.Tests.Ingestion;

public class OffsetGapsTests
{
    private readonly IngestionCounters _counters = new();
    private readonly FakeTimeProvider _time = new();
    private readonly OffsetGaps _gaps;
    private Offset _committed = 0;
    private Func<long> _low = () => 0;
    private int _questions;

    public OffsetGapsTests() => _gaps = new OffsetGaps(
        ScriptedConsumer.Create(() => _committed, () => (++_questions, _low()).Item2), _counters, _time, NullLogger<OffsetGaps>.Instance);

    [Theory]
    [InlineData(0, 0)] // transaction markers, or compaction
    [InlineData(3, 0)] // the broker has deleted, but only what was read
    [InlineData(5, 2)] // some of it
    [InlineData(9, 6)] // all of it
    [InlineData(20, 6)] // and what was read since
    public void Of_what_was_skipped_only_what_the_broker_no_longer_has_is_lost(long low, long lost)
    {
        Read(0, 1, 2, 9);
        _low = () => low;

        _gaps.Settle();

        Assert.Equal(lost, _counters.Lost);
    }

    [Fact]
    public void What_was_lost_before_this_consumer_came_counts_from_what_its_group_has_committed()
    {
        (_committed, _low) = (4, () => 10);
        Read(10);

        _gaps.Settle();

        Assert.Equal(6, _counters.Lost);
    }

    [Fact]
    public void A_group_that_is_new_to_an_old_topic_has_lost_nothing()
    {
        (_committed, _low) = (Offset.Unset, () => 10);
        Read(10, 11);

        _gaps.Settle();

        Assert.Equal(0, _counters.Lost);
    }

    [Fact]
    public void What_was_lost_before_the_end_of_a_partition_counts_although_no_message_follows()
    {
        Read(0);
        _low = () => 8;

        Assert.True(_gaps.ObserveEnd(At(8)));
        _gaps.Settle();

        Assert.Equal(7, _counters.Lost);
    }

    [Fact]
    public void The_end_of_a_partition_can_be_committed_when_something_that_is_no_message_precedes_it()
    {
        Read(0, 1);

        Assert.False(_gaps.ObserveEnd(At(2)));
        Assert.True(_gaps.ObserveEnd(At(3)));
        Assert.False(_gaps.ObserveEnd(At(3)));
        Read(3);
        _gaps.Settle();
        Assert.Equal(0, _counters.Lost);
    }

    [Theory]
    [InlineData(7, 7, false)]
    [InlineData(7, 8, true)]
    [InlineData(-1001, 0, false)]
    [InlineData(-1001, 3, true)]
    public void So_can_one_that_is_further_than_what_the_group_has_committed(long committed, long end, bool canBeCommitted)
    {
        _committed = committed;

        Assert.Equal(canBeCommitted, _gaps.ObserveEnd(At(end)));
    }

    [Fact]
    public void The_broker_is_asked_once_a_second_however_many_gaps_there_are()
    {
        for (var offset = 0; offset < 200; offset += 2)
        {
            Read(offset);
            _gaps.Settle();
        }

        Assert.Equal(1, _questions);
        _low = () => 199;
        _time.Advance(TimeSpan.FromSeconds(1));
        _gaps.Settle();

        Assert.Equal(2, _questions);

        // The first was settled when it was not lost.
        Assert.Equal(98, _counters.Lost);
    }

    [Fact]
    public void What_is_not_settled_is_when_the_partition_goes_or_the_consumer_stops()
    {
        _low = () => 5;
        Read(0);
        _gaps.Settle();
        Read(5);
        _gaps.Forget([At(0).TopicPartition]);
        Assert.Equal(4, _counters.Lost);

        (_committed, _low) = (6, () => 8);
        Read(8);
        _gaps.SettleAll();
        Assert.Equal(6, _counters.Lost);
    }

    [Fact]
    public void A_broker_that_does_not_answer_is_asked_again()
    {
        _low = () => throw new KafkaException(ErrorCode.Local_TimedOut);
        Read(0, 5);
        _gaps.Settle();
        Assert.Equal(0, _counters.Lost);

        _low = () => 5;
        _time.Advance(TimeSpan.FromSeconds(1));
        _gaps.Settle();

        Assert.Equal(4, _counters.Lost);
    }

    private static TopicPartitionOffset At(long offset) => new("transactions", 0, offset);

    private void Read(params long[] offsets)
    {
        foreach (var offset in offsets)
        {
            _gaps.Observe(At(offset));
        }
    }
}
