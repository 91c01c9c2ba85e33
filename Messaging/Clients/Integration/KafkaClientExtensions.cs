using Confluent.Kafka;
using Microsoft.Extensions.Hosting;

namespace SegmentationUpdates.Messaging.Clients;

/// <summary>Clients of a program, by Aspire.Confluent.Kafka with our settings.</summary>
public static class KafkaClientExtensions
{
    /// <summary>The consumer.</summary>
    /// <param name="builder">Gets it as <c>IConsumer&lt;byte[], byte[]&gt;</c>.</param>
    /// <param name="clients">Its settings.</param>
    /// <param name="configure">Adds to the consumer before it is built.</param>
    public static void AddConsumerClient(
        this IHostApplicationBuilder builder, KafkaClientFactory clients, Action<IServiceProvider, ConsumerBuilder<byte[], byte[]>> configure)
    {
        ArgumentNullException.ThrowIfNull(clients);
        if (!clients.IsUsable(KafkaClientKinds.Consumer))
        {
            // The integration reads the settings here and now, and what is wrong with them is said later, instead of a start.
            builder.AddPlainKafkaConsumer(clients, configure);
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
            configure);
    }

    /// <summary>The producer.</summary>
    /// <param name="builder">Gets it as <c>IProducer&lt;byte[], byte[]&gt;</c>.</param>
    /// <param name="clients">Its settings.</param>
    public static void AddProducerClient(this IHostApplicationBuilder builder, KafkaClientFactory clients)
    {
        ArgumentNullException.ThrowIfNull(clients);
        if (!clients.IsUsable(KafkaClientKinds.Producer))
        {
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

            // Ours tell whether messages are acknowledged, and trace a few of them instead of all.
            settings.DisableHealthChecks = true;
            settings.DisableTracing = true;
            settings.DisableMetrics = true;
        });
    }
}
