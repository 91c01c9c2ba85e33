using SegmentationUpdates.Pipeline.Ingestion;
using SegmentationUpdates.Pipeline.Messaging;

namespace SegmentationUpdates.Consumer.Clients;

/// <summary>By Aspire.Confluent.Kafka, with our settings.</summary>
internal static class KafkaClients
{
    public static void AddKafkaClients(this IHostApplicationBuilder builder, KafkaClientFactory clients)
    {
        if (!clients.IsUsable(KafkaClientKinds.Consumer | KafkaClientKinds.Producer))
        {
            // The integration reads the settings here and now, and what is wrong with them is said later, instead of a start.
            builder.AddPlainKafkaConsumer(clients, (_, _) => { });
            builder.AddPlainKafkaProducer(clients);
            return;
        }

        builder.AddKafkaConsumer<byte[], byte[]>(
            KafkaClientFactory.ConnectionName,
            settings =>
            {
                foreach (var (name, value) in clients.Consumer())
                {
                    settings.Config.Set(name, value);
                }

                // It is among them; the integration would put it over a bootstrap_servers of the configuration.
                settings.ConnectionString = null;

                // The integration's check asks for a broker, and builds a producer from the consumer's settings for it. Ours asks whether
                // the consuming loop comes round; its span would end before the work begins, ours lasts for the batch.
                settings.DisableHealthChecks = true;
                settings.DisableTracing = true;
                settings.DisableMetrics = true;
            },
            (services, consumer) => consumer.SetIngestionHandlers(services.GetRequiredService<PartitionAssignment>()));
        builder.AddKafkaProducer<byte[], byte[]>(KafkaClientFactory.ConnectionName, settings =>
        {
            foreach (var (name, value) in clients.Producer())
            {
                settings.Config.Set(name, value);
            }

            settings.ConnectionString = null;
            settings.DisableHealthChecks = true;
            settings.DisableTracing = true;
            settings.DisableMetrics = true;
        });
    }
}
