using Confluent.Kafka;
using Microsoft.Extensions.Hosting;

namespace SegmentationUpdates.Messaging.Clients;

/// <summary>Clients of a program, where the feed has no Aspire.Confluent.Kafka.</summary>
public static class KafkaClientExtensions
{
    /// <summary>The consumer.</summary>
    /// <param name="builder">Gets it as <c>IConsumer&lt;byte[], byte[]&gt;</c>.</param>
    /// <param name="clients">Its settings.</param>
    /// <param name="configure">Adds to the consumer before it is built.</param>
    public static void AddConsumerClient(
        this IHostApplicationBuilder builder, KafkaClientFactory clients, Action<IServiceProvider, ConsumerBuilder<byte[], byte[]>> configure) =>
        builder.AddPlainKafkaConsumer(clients, configure);

    /// <summary>The producer.</summary>
    /// <param name="builder">Gets it as <c>IProducer&lt;byte[], byte[]&gt;</c>.</param>
    /// <param name="clients">Its settings.</param>
    public static void AddProducerClient(this IHostApplicationBuilder builder, KafkaClientFactory clients) =>
        builder.AddPlainKafkaProducer(clients);
}
