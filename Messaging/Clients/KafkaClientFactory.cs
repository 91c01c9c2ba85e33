using Confluent.Kafka;
using Microsoft.Extensions.Configuration;

namespace SegmentationUpdates.Messaging.Clients;

/// <summary>
/// The one place where the configuration becomes the settings of a Kafka client, in every process: our defaults
/// (<see cref="KafkaClientDefaults"/>), then the connection string <c>kafka</c>, then <see cref="KafkaSettings"/> for all clients, then those for
/// its kind. What comes later counts.
/// </summary>
public sealed class KafkaClientFactory(IConfiguration configuration)
{
    /// <summary>The connection string with the bootstrap servers: HOST:PORT, or several.</summary>
    public const string ConnectionName = "kafka";

    private readonly KafkaSettings _settings = new(configuration, KafkaClientKinds.All);

    /// <summary>The brokers to begin with; null when none are configured.</summary>
    public string? Servers => _settings.Find("bootstrap.servers") ?? ConnectionString;

    /// <summary>Whether nothing is wrong with the settings of these kinds of clients.</summary>
    public bool IsUsable(KafkaClientKinds kinds) => !new KafkaSettings(configuration, kinds).Problems().Any();

    private string? ConnectionString => configuration.GetConnectionString(ConnectionName) is { Length: > 0 } servers ? servers : null;

    /// <exception cref="KafkaSettingsException">The file of a secret cannot be read.</exception>
    public ConsumerConfig Consumer()
    {
        var config = new ConsumerConfig();
        KafkaClientDefaults.Apply(config);
        Configure(config, KafkaClientKinds.Consumer);
        KafkaClientDefaults.FitGroupProtocol(config);
        return config;
    }

    /// <param name="deliveryTimeout">How long a message may wait for its acknowledgement, whatever the configuration says; null leaves it that.</param>
    /// <exception cref="KafkaSettingsException">The file of a secret cannot be read.</exception>
    public ProducerConfig Producer(TimeSpan? deliveryTimeout = null)
    {
        var config = new ProducerConfig();
        KafkaClientDefaults.Apply(config);
        Configure(config, KafkaClientKinds.Producer);
        if (deliveryTimeout is { } timeout)
        {
            config.MessageTimeoutMs = (int)timeout.TotalMilliseconds;
        }

        return config;
    }

    /// <exception cref="KafkaSettingsException">The file of a secret cannot be read.</exception>
    public AdminClientConfig Admin()
    {
        var config = new AdminClientConfig();
        Configure(config, KafkaClientKinds.Admin);
        return config;
    }

    private void Configure(ClientConfig config, KafkaClientKinds kind)
    {
        if (ConnectionString is { } servers)
        {
            config.BootstrapServers = servers;
        }

        foreach (var (name, value) in _settings.Properties(kind))
        {
            config.Set(name, value);
        }
    }
}
