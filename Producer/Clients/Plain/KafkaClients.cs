using SegmentationUpdates.Pipeline.Messaging;

namespace SegmentationUpdates.Producer.Clients;

/// <summary>Where the feed has no Aspire.Confluent.Kafka.</summary>
internal static class KafkaClients
{
    public static void AddKafkaClients(this IHostApplicationBuilder builder, KafkaClientFactory clients) => builder.AddPlainKafkaProducer(clients);
}
