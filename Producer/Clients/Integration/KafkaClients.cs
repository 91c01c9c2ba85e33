using SegmentationUpdates.Pipeline.Messaging;

namespace SegmentationUpdates.Producer.Clients;

/// <summary>By Aspire.Confluent.Kafka, with our settings.</summary>
internal static class KafkaClients
{
    public static void AddKafkaClients(this IHostApplicationBuilder builder, KafkaClientFactory clients)
    {
        if (!clients.IsUsable(KafkaClientKinds.Producer))
        {
            // The integration reads the settings here and now, and what is wrong with them is said later, instead of a start.
            builder.AddPlainKafkaProducer(clients);
            return;
        }

        builder.AddKafkaProducer<byte[], byte[]>(KafkaClientFactory.ConnectionName, settings =>
        {
            foreach (var (name, value) in clients.Producer())
            {
                settings.Config.Set(name, value);
            }

            // It is among them; the integration would put it over a bootstrap_servers of the configuration.
            settings.ConnectionString = null;

            // Ours tell whether transactions are acknowledged, and trace a few of them instead of all.
            settings.DisableHealthChecks = true;
            settings.DisableTracing = true;
            settings.DisableMetrics = true;
        });
    }
}
