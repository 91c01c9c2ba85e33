using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace SegmentationUpdates.Pipeline.Ingestion;

/// <summary>
/// Watches that no offset is skipped. The broker deletes what is older than its retention whether it was read or not, and the client
/// then goes on at the oldest message that is left: the gap is what was lost. (Offsets of transaction markers would look like losses too;
/// the pipeline's producers are idempotent, not transactional, and write none.) For the consuming thread.
/// </summary>
internal sealed partial class OffsetGaps(
    IConsumer<byte[], byte[]> consumer, IngestionCounters counters, ILogger<OffsetGaps> logger)
{
    private static readonly TimeSpan CommittedTimeout = TimeSpan.FromSeconds(5);

    private readonly Dictionary<TopicPartition, Offset> _expected = [];

    public void Observe(TopicPartitionOffset message)
    {
        var expected = _expected.TryGetValue(message.TopicPartition, out var next) ? next : Committed(message.TopicPartition);
        if (expected == Offset.Unset && message.Offset > 0)
        {
            LogBegins(message.Topic, message.Partition.Value, message.Offset.Value);
        }
        else if (expected != Offset.Unset && message.Offset > expected)
        {
            var lost = message.Offset - expected;
            counters.CountLost(lost);
            LogLost(lost, message.Topic, message.Partition.Value, expected.Value, message.Offset.Value - 1);
        }

        _expected[message.TopicPartition] = message.Offset + 1;
    }

    public void Forget(IEnumerable<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            _expected.Remove(partition);
        }
    }

    // Where this group was before this consumer got the partition; Unset when nobody of the group has read it yet.
    private Offset Committed(TopicPartition partition)
    {
        try
        {
            return consumer.Committed([partition], CommittedTimeout)[0].Offset;
        }
        catch (KafkaException e)
        {
            LogUnknownPosition(e, partition.Topic, partition.Partition.Value);
            return Offset.Unset;
        }
    }

    [LoggerMessage(1, LogLevel.Error,
        "{Count} messages of {Topic} [{Partition}] were lost, offsets {First} to {Last}: the broker deleted them before they were read. " +
        "Raise the topic's retention or add consumers")]
    private partial void LogLost(long count, string topic, int partition, long first, long last);

    [LoggerMessage(2, LogLevel.Warning, "The committed offset of {Topic} [{Partition}] is unknown: messages lost before this start would not be noticed")]
    private partial void LogUnknownPosition(Exception exception, string topic, int partition);

    // Not counted as lost: a group that is new to an old topic has never been meant to see them.
    [LoggerMessage(3, LogLevel.Warning,
        "This group reads {Topic} [{Partition}] for the first time, from offset {Offset} on: the broker has deleted what was before it. " +
        "If the group is not new, its committed offsets have expired and these messages are lost")]
    private partial void LogBegins(string topic, int partition, long offset);
}
