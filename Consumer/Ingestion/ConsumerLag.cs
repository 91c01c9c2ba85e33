using System.Diagnostics.Metrics;
using Confluent.Kafka;

namespace SegmentationUpdates.Consumer.Ingestion;

/// <summary>How far this consumer is behind, by partition, from what the client knows anyway: no question to the broker.</summary>
internal sealed class ConsumerLag(IConsumer<byte[], byte[]> consumer, PartitionAssignment assignment)
{
    /// <summary>Any thread; nothing once the consumer is closed.</summary>
    public IEnumerable<Measurement<long>> Measure()
    {
        try
        {
            return [.. consumer.Assignment.Select(Measure).OfType<Measurement<long>>()];
        }
        catch (Exception e) when (e is KafkaException or ObjectDisposedException)
        {
            return [];
        }
    }

    /// <summary>The sum of the positions in this consumer's partitions, and of the messages behind them. Any thread.</summary>
    public (long Position, long Waiting) Progress()
    {
        try
        {
            var partitions = consumer.Assignment;
            return (partitions.Sum(partition => Math.Max(0, Position(partition).Value)), Measure().Sum(measurement => measurement.Value));
        }
        catch (Exception e) when (e is KafkaException or ObjectDisposedException)
        {
            return (0, 0);
        }
    }

    // Unset is the least of all.
    private Offset Position(TopicPartition partition) =>
        new(Math.Max(consumer.Position(partition).Value, assignment.LastEnd(partition).Value));

    private Measurement<long>? Measure(TopicPartition partition)
    {
        var position = Position(partition);
        var high = consumer.GetWatermarkOffsets(partition).High;
        return position == Offset.Unset || high == Offset.Unset
            ? null
            : new Measurement<long>(
                Math.Max(0, high - position),
                new("messaging.destination.name", partition.Topic),
                new("messaging.destination.partition.id", partition.Partition.Value.ToString()));
    }
}
