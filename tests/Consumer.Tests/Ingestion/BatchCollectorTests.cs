using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SegmentationUpdates.Consumer.Ingestion;
using SegmentationUpdates.Messaging.Transactions;

namespace SegmentationUpdates.Consumer.Tests.Ingestion;

public class BatchCollectorTests
{
    private readonly PartitionAssignment _assignment = new();

    [Fact]
    public void A_partition_that_goes_and_comes_back_within_one_poll_is_read_from_its_return_on()
    {
        var batch = Collect(
            () => Message(partition: 0, offset: 5),
            () => Message(partition: 1, offset: 9),
            () =>
            {
                _assignment.Revoke([new TopicPartition("transactions", 0)]);
                return Message(partition: 0, offset: 5);
            });

        Assert.Equal(["[1] @9", "[0] @5"], batch.Messages.Select(message =>
            $"[{message.Source.Partition.Value}] @{message.Source.Offset.Value}"));
        Assert.Equal([(0, 6L), (1, 10L)], batch.NextOffsets
            .Select(next => (next.Partition.Value, next.Offset.Value))
            .Order());
    }

    [Fact]
    public void A_partition_that_goes_while_nothing_comes_takes_its_messages_along()
    {
        var batch = Collect(
            () => Message(partition: 0, offset: 5),
            () => Message(partition: 1, offset: 9),
            () =>
            {
                _assignment.Revoke([new TopicPartition("transactions", 0)]);
                return null;
            });

        Assert.Equal(1, Assert.Single(batch.Messages).Source.Partition.Value);
        Assert.Equal(1, Assert.Single(batch.NextOffsets).Partition.Value);
    }

    [Fact]
    public void A_message_held_for_the_next_batch_is_forgotten_with_its_partition()
    {
        var collector = Collector(ScriptedConsumer.Create());
        collector.Hold(Message(partition: 0, offset: 5));
        collector.Hold(Message(partition: 1, offset: 9));
        _assignment.Revoke([new TopicPartition("transactions", 0)]);
        collector.DropRevoked(new Batch());

        Assert.Equal(9, Assert.Single(collector.Collect(CancellationToken.None).Messages).Source.Offset.Value);
    }

    [Fact]
    public void The_end_of_a_partition_behind_the_marker_of_a_transaction_is_committed_with_what_precedes_it()
    {
        var batch = Collect(() => Message(partition: 0, offset: 5), () => End(partition: 0, offset: 7), () => Message(partition: 1, offset: 9));

        Assert.Equal(2, batch.Count);
        Assert.Equal([(0, 7L), (1, 10L)], batch.NextOffsets.Select(next => (next.Partition.Value, next.Offset.Value)).Order());
        Assert.Equal(7, _assignment.LastEnd(new TopicPartition("transactions", 0)).Value);
    }

    [Fact]
    public void An_end_that_is_reached_without_a_message_is_committed_too()
    {
        var batch = Collect(() => End(partition: 0, offset: 7));

        Assert.Equal(0, batch.Count);
        Assert.Equal(7, Assert.Single(batch.NextOffsets).Offset.Value);
    }

    [Fact]
    public void An_end_that_is_reached_goes_with_its_partition()
    {
        var batch = Collect(
            () => End(partition: 0, offset: 7),
            () =>
            {
                _assignment.Revoke([new TopicPartition("transactions", 0)]);
                return null;
            });

        Assert.Empty(batch.NextOffsets);
        Assert.Equal(Offset.Unset, _assignment.LastEnd(new TopicPartition("transactions", 0)));
    }

    [Fact]
    public void A_batch_is_full_by_the_bytes_of_its_messages_too()
    {
        var script = Enumerable.Range(0, 10).Select(i => (Func<ConsumeResult<byte[], byte[]>?>)(() => Large(offset: i, bytes: 400)));
        var collector = Collector(ScriptedConsumer.Create(script), batchBytes: 1_024);

        var sizes = Enumerable.Range(0, 4).Select(_ => collector.Collect(CancellationToken.None).Count);

        // A third message is the one that fills it; keys, headers and what is no transaction count.
        Assert.Equal([3, 3, 3, 1], sizes);
    }

    private Batch Collect(params IEnumerable<Func<ConsumeResult<byte[], byte[]>?>> script) =>
        Collector(ScriptedConsumer.Create(script)).Collect(CancellationToken.None);

    private BatchCollector Collector(IConsumer<byte[], byte[]> consumer, int batchBytes = int.MaxValue) => new(
        consumer,
        _assignment,
        new OffsetGaps(consumer, new IngestionCounters(), TimeProvider.System, NullLogger<OffsetGaps>.Instance),
        new OffsetCommits(consumer, NullLogger<OffsetCommits>.Instance),
        new IngestionOptions { Linger = TimeSpan.Zero, BatchBytes = batchBytes },
        new IngestionClock(
            new ServiceCollection().BuildServiceProvider().GetRequiredService<IServiceScopeFactory>(),
            TimeProvider.System,
            NullLogger<IngestionClock>.Instance));

    private static ConsumeResult<byte[], byte[]> End(int partition, long offset) => new()
    {
        TopicPartitionOffset = new TopicPartitionOffset("transactions", partition, offset),
        IsPartitionEOF = true,
    };

    private static ConsumeResult<byte[], byte[]> Large(long offset, int bytes) => new()
    {
        TopicPartitionOffset = new TopicPartitionOffset("transactions", 0, offset),
        Message = new Message<byte[], byte[]>
        {
            Key = new byte[bytes / 4],
            Value = new byte[bytes / 2],
            Headers = [new Header("trace", new byte[bytes / 4])],
        },
    };

    private static ConsumeResult<byte[], byte[]> Message(int partition, long offset) => new()
    {
        TopicPartitionOffset = new TopicPartitionOffset("transactions", partition, offset),
        Message = new Message<byte[], byte[]>
        {
            Key = TransactionCodec.EncodeKey(7),
            Value = TransactionCodec.Encode(new Transaction((partition * 100) + offset, 7, 10, DateTime.UtcNow)),
        },
    };
}
