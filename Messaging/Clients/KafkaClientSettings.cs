using Confluent.Kafka;

namespace SegmentationUpdates.Messaging.Clients;

/// <summary>What one of this process's Kafka clients is built with.</summary>
/// <param name="Client">For a person: consumer, producer.</param>
/// <param name="Config">All that is set; the rest are librdkafka's defaults.</param>
public sealed record KafkaClientSettings(string Client, ClientConfig Config)
{
    /// <summary>All settings by name, without what nobody may read.</summary>
    public override string ToString() => string.Join(
        ", ",
        Config.OrderBy(property => property.Key, StringComparer.Ordinal)
            .Select(property => $"{property.Key}={(KafkaSecrets.IsSecret(property.Key) ? KafkaSecrets.Mask : property.Value)}"));
}
