using Confluent.Kafka;

namespace SegmentationUpdates.Consumer.Ingestion;

/// <summary>
/// Watches that no message is lost. The broker deletes what is older than its retention whether it was read or not, and the client then goes
/// on at the oldest message that is left, the low watermark: what was skipped below it is lost. What was skipped above it is none of our messages,
/// but a transaction marker, a message of an aborted transaction, or one that compaction took. Gaps are common where a producer is transactional, so
/// the watermark is asked for at most once a second. For the consuming thread.
/// </summary>
internal sealed partial class OffsetGaps(
    IConsumer<byte[], byte[]> consumer, IngestionCounters counters, TimeProvider time, ILogger<OffsetGaps> logger)
{
    private static readonly TimeSpan CommittedTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WatermarkTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Dictionary<TopicPartition, Offset> _expected = [];
    private readonly Dictionary<TopicPartition, List<Gap>> _open = [];
    private long? _asked;

    /// <summary>A message was read.</summary>
    public void Observe(TopicPartitionOffset message) => Observe(message, message.Offset + 1);

    /// <summary>The end of a partition was reached.</summary>
    /// <param name="end">The position there: behind the last message, and behind markers that follow it.</param>
    /// <returns>Whether the position is further than the last message, or than what is committed: it can be committed.</returns>
    public bool ObserveEnd(TopicPartitionOffset end) => Observe(end, end.Offset);

    /// <summary>Finds out about what was skipped, when it is time to ask again.</summary>
    public void Settle()
    {
        if (_open.Count > 0 && (_asked is not { } asked || time.GetElapsedTime(asked) >= Interval))
        {
            _asked = time.GetTimestamp();
            foreach (var partition in _open.Keys.ToList())
            {
                Settle(partition, isLast: false);
            }
        }
    }

    /// <summary>The same for the last time.</summary>
    public void SettleAll()
    {
        foreach (var partition in _open.Keys.ToList())
        {
            Settle(partition, isLast: true);
        }
    }

    public void Forget(IEnumerable<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            _expected.Remove(partition);
            if (_open.ContainsKey(partition))
            {
                Settle(partition, isLast: true);
            }
        }
    }

    private bool Observe(TopicPartitionOffset found, Offset next)
    {
        var isFirst = !_expected.TryGetValue(found.TopicPartition, out var expected);
        expected = isFirst ? Committed(found.TopicPartition) : expected;
        var begins = expected == Offset.Unset;
        if (found.Offset > (begins ? new Offset(0) : expected))
        {
            if (!_open.TryGetValue(found.TopicPartition, out var gaps))
            {
                _open[found.TopicPartition] = gaps = [];
            }

            gaps.Add(new Gap(begins ? 0 : expected.Value, found.Offset.Value, begins));
        }

        _expected[found.TopicPartition] = next;
        return begins ? next > 0 : next > expected;
    }

    private void Settle(TopicPartition partition, bool isLast)
    {
        long low;
        try
        {
            low = consumer.QueryWatermarkOffsets(partition, WatermarkTimeout).Low.Value;
        }
        catch (KafkaException e)
        {
            if (isLast)
            {
                LogUnknownGaps(partition.Topic, partition.Partition.Value, e.Error.Reason);
                _open.Remove(partition);
            }

            return;
        }

        foreach (var gap in _open[partition])
        {
            var end = Math.Min(gap.End, low);
            if (gap.Begins && end > 0)
            {
                LogBegins(partition.Topic, partition.Partition.Value, end);
            }
            else if (end > gap.Start)
            {
                counters.CountLost(end - gap.Start);
                LogLost(end - gap.Start, partition.Topic, partition.Partition.Value, gap.Start, end - 1);
            }
        }

        _open.Remove(partition);
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

    [LoggerMessage(4, LogLevel.Warning, "Whether skipped offsets of {Topic} [{Partition}] were lost messages cannot be told: {Reason}")]
    private partial void LogUnknownGaps(string topic, int partition, string reason);

    /// <summary>Offsets that were not read, from the first to before <paramref name="End"/>.</summary>
    private readonly record struct Gap(long Start, long End, bool Begins);
}
