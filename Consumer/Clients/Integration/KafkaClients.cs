using SegmentationUpdates.Pipeline.Ingestion;
using SegmentationUpdates.Pipeline.Messaging;

namespace SegmentationUpdates.Consumer.Clients;

/// <summary>By Aspire.Confluent.Kafka.</summary>
internal static class KafkaClients
{
    public static void AddKafkaClients(this IHostApplicationBuilder builder)
    {
        builder.AddKafkaConsumer<byte[], byte[]>(
            "kafka",
            settings =>
            {
                KafkaSettings.Apply(settings.Config, builder.Configuration);

                // The integration's check asks for a broker, and builds a producer from the consumer's settings for it. Ours asks whether
                // the consuming loop comes round; its span would end before the work begins, ours lasts for the batch.
                settings.DisableHealthChecks = true;
                settings.DisableTracing = true;
                settings.DisableMetrics = true;
            },
            (services, consumer) => consumer.SetIngestionHandlers(services.GetRequiredService<PartitionAssignment>()));
        builder.AddKafkaProducer<byte[], byte[]>("kafka", settings =>
        {
            KafkaSettings.Apply(settings.Config, builder.Configuration);
            settings.DisableHealthChecks = true;
            settings.DisableTracing = true;
            settings.DisableMetrics = true;
        });
    }
}
