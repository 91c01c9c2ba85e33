using SegmentationUpdates.Pipeline.Messaging;

namespace SegmentationUpdates.Producer.Clients;

/// <summary>By Aspire.Confluent.Kafka.</summary>
internal static class KafkaClients
{
    public static void AddKafkaClients(this IHostApplicationBuilder builder) =>
        builder.AddKafkaProducer<byte[], byte[]>("kafka", settings =>
        {
            KafkaSettings.Apply(settings.Config, builder.Configuration);

            // Ours tell whether transactions are acknowledged, and trace a few of them instead of all.
            settings.DisableHealthChecks = true;
            settings.DisableTracing = true;
            settings.DisableMetrics = true;
        });
}
