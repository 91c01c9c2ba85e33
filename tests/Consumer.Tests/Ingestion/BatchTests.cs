using Confluent.Kafka;
using CsCheck;
using SegmentationUpdates.Consumer.Ingestion;
using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Consumer.Tests.Ingestion;

public class BatchTests
{
    [Fact]
    public void A_transaction_is_kept_decoded_and_anything_else_with_its_reason()
    {
        var batch = new Batch();
        batch.Add(Message(0, 7, MessageText.Valid()), MessageText.Now);
        batch.Add(Message(0, 8, null), MessageText.Now);

        Assert.Equal(42, Assert.Single(batch.Messages).Transaction.CustomerId);
        var rejected = Assert.Single(batch.Rejected);
        Assert.Equal(RejectionReason.Empty, rejected.Rejection.Reason);
        Assert.Equal(8, rejected.Source.Offset.Value);
        Assert.Equal(2, batch.Count);
    }

    [Fact]
    public void Offsets_cover_exactly_the_messages_that_are_left() => Gen.Select(
        Gen.Select(Gen.Int[0, 5], Gen.Bool).Array[0, 60], Gen.Int[0, 5].HashSet[0, 4]).Sample((arrivals, revoked) =>
        {
            var batch = new Batch();
            var next = new long[6];
            foreach (var (partition, isGood) in arrivals)
            {
                batch.Add(Message(partition, next[partition]++, isGood ? MessageText.Valid() : null), MessageText.Now);
            }

            batch.Drop(revoked.Select(Partition).ToHashSet());

            var left = arrivals.Where(arrival => !revoked.Contains(arrival.Item1)).ToList();
            Assert.Equal(left.Count, batch.Count);
            Assert.Equal(left.Count(arrival => arrival.Item2), batch.Messages.Count);
            Assert.Equal(
                left.Select(arrival => arrival.Item1).Distinct().Order().Select(partition => (partition, next[partition])),
                batch.NextOffsets.Select(offset => (offset.Partition.Value, offset.Offset.Value)).Order());
        });

    [Fact]
    public void An_empty_batch_has_no_offsets()
    {
        var batch = new Batch();
        batch.Drop(new HashSet<TopicPartition> { Partition(1) });

        Assert.Equal(0, batch.Count);
        Assert.Empty(batch.NextOffsets);
    }

    private static TopicPartition Partition(int partition) => new("transactions", partition);

    private static ConsumeResult<byte[], byte[]> Message(int partition, long offset, byte[]? value) => new()
    {
        TopicPartitionOffset = new TopicPartitionOffset(Partition(partition), offset),
        Message = new Message<byte[], byte[]> { Value = value! },
    };
}
