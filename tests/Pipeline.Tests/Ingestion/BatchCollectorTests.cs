using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using SegmentationUpdates.Pipeline.Ingestion;
using SegmentationUpdates.Pipeline.Transactions;

namespace SegmentationUpdates.Pipeline.Tests.Ingestion;

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

    private Batch Collect(params IEnumerable<Func<ConsumeResult<byte[], byte[]>?>> script) =>
        Collector(ScriptedConsumer.Create(script)).Collect(CancellationToken.None);

    private BatchCollector Collector(IConsumer<byte[], byte[]> consumer) => new(
        consumer,
        _assignment,
        new OffsetGaps(consumer, new IngestionCounters(), NullLogger<OffsetGaps>.Instance),
        new OffsetCommits(consumer, NullLogger<OffsetCommits>.Instance),
        new IngestionOptions { Linger = TimeSpan.Zero },
        TimeProvider.System);

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
