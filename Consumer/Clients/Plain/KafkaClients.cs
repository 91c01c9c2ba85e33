using SegmentationUpdates.Pipeline.Ingestion;
using SegmentationUpdates.Pipeline.Messaging;

namespace SegmentationUpdates.Consumer.Clients;

/// <summary>Where the feed has no Aspire.Confluent.Kafka.</summary>
internal static class KafkaClients
{
    public static void AddKafkaClients(this IHostApplicationBuilder builder, KafkaClientFactory clients)
    {
        builder.AddPlainKafkaConsumer(
            clients, (services, consumer) => consumer.SetIngestionHandlers(services.GetRequiredService<PartitionAssignment>()));
        builder.AddPlainKafkaProducer(clients);
    }
}
