using Confluent.Kafka;
using SegmentationUpdates.Messaging.Topics;

namespace SegmentationUpdates.Verification;

/// <summary>Reads a topic up to where it ends now, at a limited rate, without being a member of any group.</summary>
/// <param name="config">As the group's members are configured.</param>
/// <param name="topic">Exists.</param>
/// <param name="perSecond">Most messages a second.</param>
/// <param name="time">The clock.</param>
internal sealed class TopicReader(ConsumerConfig config, string topic, int perSecond, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly IConsumer<byte[], byte[]> _consumer = new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig(config) { EnablePartitionEof = true })
        .SetLogHandler((_, _) => { })
        .SetErrorHandler((_, _) => { })
        .Build();

    /// <summary>Where the group is: what lies before is done. A partition of which it has done nothing is left out.</summary>
    /// <exception cref="KafkaException">The broker does not answer, or there is no such topic.</exception>
    public IReadOnlyList<TopicPartitionOffset> Committed() =>
        [.. _consumer.Committed(TopicPartitions.Read(_consumer, topic, Timeout), Timeout).Where(committed => committed.Offset != Offset.Unset)];

    /// <summary>Where the topic ends now.</summary>
    /// <exception cref="KafkaException">The broker does not answer, or there is no such topic.</exception>
    public IReadOnlyList<TopicPartitionOffset> Ends() =>
        [.. TopicPartitions.Read(_consumer, topic, Timeout)
            .Select(partition => new TopicPartitionOffset(partition, _consumer.QueryWatermarkOffsets(partition, Timeout).High))];

    /// <summary>The messages before these offsets, those of each partition in order.</summary>
    /// <param name="ends">Of the partitions to read.</param>
    /// <param name="starts">Where to begin; a partition that is not there begins at its oldest message.</param>
    /// <param name="cancellationToken">Ends it between two messages.</param>
    /// <exception cref="KafkaException">The broker does not answer.</exception>
    public IEnumerable<ConsumeResult<byte[], byte[]>> Read(
        IReadOnlyList<TopicPartitionOffset> ends, IReadOnlyDictionary<int, long> starts, CancellationToken cancellationToken)
    {
        var left = ends.ToDictionary(end => end.TopicPartition, end => end.Offset);
        foreach (var end in ends.Where(end => Start(end.TopicPartition) >= end.Offset))
        {
            left.Remove(end.TopicPartition);
        }

        _consumer.Assign(left.Keys.Select(partition => new TopicPartitionOffset(partition, Start(partition))));
        var (started, read) = (time.GetTimestamp(), 0L);
        while (left.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var message = _consumer.Consume(Timeout)
                ?? throw new KafkaException(new Error(ErrorCode.Local_TimedOut, $"topic {topic} could not be read to its end"));
            if (!left.TryGetValue(message.TopicPartition, out var end))
            {
                continue;
            }

            // What stands before the end may be no message, such as the marker of a transaction.
            if (message.IsPartitionEOF || message.Offset >= end - 1)
            {
                left.Remove(message.TopicPartition);
            }

            if (!message.IsPartitionEOF && message.Offset < end)
            {
                yield return message;
                Wait(started, ++read, cancellationToken);
            }
        }

        Offset Start(TopicPartition partition) =>
            starts.TryGetValue(partition.Partition.Value, out var start) ? start : _consumer.QueryWatermarkOffsets(partition, Timeout).Low;
    }

    public void Dispose() => _consumer.Dispose();

    private void Wait(long started, long read, CancellationToken cancellationToken)
    {
        var early = TimeSpan.FromSeconds((double)read / perSecond) - time.GetElapsedTime(started);
        if (early > TimeSpan.FromMilliseconds(50))
        {
            cancellationToken.WaitHandle.WaitOne(early);
        }
    }
}
