using Confluent.Kafka;

namespace SegmentationUpdates.Messaging.Topics;

/// <summary>The partitions that a topic really has, whatever was configured when it was created.</summary>
public static class TopicPartitions
{
    /// <param name="client">Asks the broker by the connections of this client.</param>
    /// <param name="topic">Its name.</param>
    /// <param name="timeout">For the answer.</param>
    /// <exception cref="KafkaException">The broker does not answer, or there is no such topic.</exception>
    public static IReadOnlyList<TopicPartition> Read(IClient client, string topic, TimeSpan timeout)
    {
        ArgumentNullException.ThrowIfNull(client);
        using var admin = new DependentAdminClientBuilder(client.Handle).Build();
        var metadata = admin.GetMetadata(topic, timeout).Topics.Single();
        return metadata.Error.IsError
            ? throw new KafkaException(metadata.Error)
            : [.. metadata.Partitions.Select(partition => new TopicPartition(topic, partition.PartitionId))];
    }
}
