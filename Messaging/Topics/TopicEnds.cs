using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace SegmentationUpdates.Messaging.Topics;

/// <summary>Where the partitions of a topic end.</summary>
public static class TopicEnds
{
    /// <summary>
    /// Whether nothing was ever sent to a topic: it has just been made, or made again, or its brokers are others than before. Compaction and retention take
    /// records away and leave the ends where they were.
    /// </summary>
    /// <param name="client">Asks the brokers by the connections of this client, which may describe the topic.</param>
    /// <param name="topic">Its name.</param>
    /// <param name="timeout">For each answer.</param>
    /// <exception cref="KafkaException">No broker answers, or there is no such topic.</exception>
    public static async Task<bool> IsUnusedAsync(IClient client, string topic, TimeSpan timeout)
    {
        ArgumentNullException.ThrowIfNull(client);

        // The client's own call blocks.
        var partitions = await Task.Run(() => TopicPartitions.Read(client, topic, timeout));
        using var admin = new DependentAdminClientBuilder(client.Handle).Build();
        try
        {
            var ends = await admin.ListOffsetsAsync(
                partitions.Select(partition => new TopicPartitionOffsetSpec { TopicPartition = partition, OffsetSpec = OffsetSpec.Latest() }),
                new ListOffsetsOptions { RequestTimeout = timeout });
            return ends.ResultInfos.All(end => end.TopicPartitionOffsetError.Offset == 0);
        }
        catch (ListOffsetsException e)
        {
            throw new KafkaException(e.Result.ResultInfos.Select(end => end.TopicPartitionOffsetError.Error).First(error => error.IsError), e);
        }
    }
}
