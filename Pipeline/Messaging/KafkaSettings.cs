using Confluent.Kafka;
using Microsoft.Extensions.Configuration;

namespace SegmentationUpdates.Pipeline.Messaging;

/// <summary>
/// The settings of a Kafka client: our defaults, then those of the configuration by librdkafka's names, with underscores for dots:
/// <c>Segmentation:Kafka:Common:security_protocol</c>, <c>…:Consumer:…</c>, <c>…:Producer:…</c>.
/// </summary>
public static class KafkaSettings
{
    public const string Section = "Segmentation:Kafka";

    /// <exception cref="ArgumentException">The client does not know a property.</exception>
    public static void Apply(ProducerConfig config, IConfiguration configuration)
    {
        KafkaClientDefaults.Apply(config);
        Apply(config, configuration, "Producer");
    }

    /// <inheritdoc cref="Apply(ProducerConfig, IConfiguration)"/>
    public static void Apply(ConsumerConfig config, IConfiguration configuration)
    {
        KafkaClientDefaults.Apply(config);
        Apply(config, configuration, "Consumer");
        KafkaClientDefaults.FitGroupProtocol(config);
    }

    private static void Apply(ClientConfig config, IConfiguration configuration, string kind)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        foreach (var property in ((string[])["Common", kind]).SelectMany(name => configuration.GetSection($"{Section}:{name}").GetChildren()))
        {
            config.Set(property.Key.Replace('_', '.'), property.Value);
        }
    }
}
