using Confluent.Kafka;
using SegmentationUpdates.LocalServices;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.Messaging.Topics;

namespace SegmentationUpdates.TestKit;

/// <summary>A broker with the pipeline's topics, and clients configured as the pipeline's are.</summary>
internal sealed class BrokerClients : IDisposable
{
    public static TopicOptions Topics { get; } = new() { Partitions = 3 };

    public InMemoryBroker Broker { get; } = InMemoryBroker.Start(Topics.PartitionsByTopic);

    public IProducer<byte[], byte[]> Producer(Action<ProducerConfig>? configure = null)
    {
        var config = new ProducerConfig { BootstrapServers = Broker.BootstrapServers };
        KafkaClientDefaults.Apply(config);
        configure?.Invoke(config);
        return new ProducerBuilder<byte[], byte[]>(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
    }

    /// <summary>Reads a topic's first messages, of all partitions.</summary>
    public List<ConsumeResult<byte[], byte[]>> Read(string topic, long count)
    {
        var config = new ConsumerConfig { BootstrapServers = Broker.BootstrapServers, GroupId = "test", FetchWaitMaxMs = 10 };
        using var consumer = new ConsumerBuilder<byte[], byte[]>(config).SetLogHandler((_, _) => { }).Build();
        consumer.Assign(Enumerable.Range(0, Topics.PartitionsByTopic[topic])
            .Select(partition => new TopicPartitionOffset(topic, partition, Offset.Beginning)));
        var messages = new List<ConsumeResult<byte[], byte[]>>();
        while (messages.Count < count)
        {
            messages.Add(consumer.Consume(Eventually.Limit) ?? throw new TimeoutException($"{messages.Count} of {count} messages came"));
        }

        return messages;
    }

    /// <summary>How many messages a topic holds.</summary>
    public long Count(string topic)
    {
        var config = new ConsumerConfig { BootstrapServers = Broker.BootstrapServers, GroupId = "test" };
        using var consumer = new ConsumerBuilder<byte[], byte[]>(config).SetLogHandler((_, _) => { }).Build();
        return Enumerable.Range(0, Topics.PartitionsByTopic[topic])
            .Sum(partition => consumer.QueryWatermarkOffsets(new TopicPartition(topic, partition), Eventually.Limit).High.Value);
    }

    public void Dispose() => Broker.Dispose();
}
