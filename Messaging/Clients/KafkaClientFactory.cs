using System.Globalization;
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

    private const int DefaultTransactionTimeout = 60_000;

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

    /// <summary>
    /// A producer that sends in transactions: of all with one id only the last that has begun can send. An open transaction holds up readers, until
    /// its producer's successor begins, or for a minute, or for as long as messages may wait for their acknowledgement, if that is longer.
    /// </summary>
    /// <param name="transactionalId">The same for each that may succeed it.</param>
    /// <exception cref="KafkaSettingsException">The file of a secret cannot be read.</exception>
    public ProducerConfig TransactionalProducer(string transactionalId)
    {
        var config = Producer();
        config.TransactionalId = transactionalId;
        config.EnableIdempotence = true;

        // The client refuses messages and requests that outlive their transaction, where those have a limit of their own.
        config.TransactionTimeoutMs ??= LongestOf(config, "message.timeout.ms", "delivery.timeout.ms", "socket.timeout.ms");
        return config;
    }

    /// <exception cref="KafkaSettingsException">The file of a secret cannot be read.</exception>
    public AdminClientConfig Admin()
    {
        var config = new AdminClientConfig();
        Configure(config, KafkaClientKinds.Admin);
        return config;
    }

    private static int LongestOf(ProducerConfig config, params ReadOnlySpan<string> names)
    {
        var longest = DefaultTransactionTimeout;
        foreach (var name in names)
        {
            longest = int.TryParse(config.Get(name), CultureInfo.InvariantCulture, out var milliseconds) ? Math.Max(longest, milliseconds) : longest;
        }

        return longest;
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
