using Confluent.Kafka;

namespace SegmentationUpdates.Consumer.Ingestion;

public static class IngestionConsumerBuilder
{
    /// <summary>Connects a consumer that is about to be built with the ingestion, which must hear of rebalances.</summary>
    public static ConsumerBuilder<byte[], byte[]> SetIngestionHandlers(
        this ConsumerBuilder<byte[], byte[]> builder, PartitionAssignment assignment)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(assignment);
        return builder
            .SetPartitionsRevokedHandler((_, partitions) => assignment.Revoke(partitions.Select(p => p.TopicPartition)))
            .SetPartitionsLostHandler((_, partitions) => assignment.Revoke(partitions.Select(p => p.TopicPartition)));
    }
}
