using Confluent.Kafka;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SegmentationUpdates.Consumer.Ingestion;
using SegmentationUpdates.Messaging.Clients;

namespace SegmentationUpdates.Standalone.Running;

/// <summary>Builds the Kafka clients of a run, for the broker in this process or another.</summary>
internal sealed class KafkaClients
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    // Its empty fetches sleep for all of this time. It knows both group protocols, and the new one rebalances in milliseconds.
    private static readonly KeyValuePair<string, string?>[] InMemorySettings =
    [
        new($"{KafkaSettings.Section}:Consumer:fetch_wait_max_ms", "25"),
        new($"{KafkaSettings.Section}:Consumer:group_protocol", "consumer"),
    ];

    /// <param name="bootstrapServers">HOST:PORT, or several.</param>
    /// <param name="inMemory">The broker is the one in this process.</param>
    /// <param name="environment">Properties of the clients; null for those of environment variables.</param>
    public KafkaClients(string bootstrapServers, bool inMemory, IConfiguration? environment = null) => Settings = new KafkaClientFactory(
        new ConfigurationBuilder()
            .AddInMemoryCollection(inMemory ? InMemorySettings : [])
            .AddConfiguration(environment ?? RunEnvironment.Configuration())

            // Whatever the environment says: the command line, or the broker in this process.
            .AddInMemoryCollection([new($"{KafkaSettings.Section}:Common:bootstrap_servers", bootstrapServers)])
            .Build());

    /// <summary>What the clients are built with.</summary>
    public KafkaClientFactory Settings { get; }

    /// <param name="logger">Gets the client's own messages.</param>
    /// <param name="deliveryTimeout">How long a message may wait for its acknowledgement; null for what is configured.</param>
    public IProducer<byte[], byte[]> Producer(ILogger logger, TimeSpan? deliveryTimeout = null)
    {
        var log = new KafkaLog(logger, TimeProvider.System);
        return new ProducerBuilder<byte[], byte[]>(Settings.Producer(deliveryTimeout))
            .SetLogHandler((_, message) => log.Write(message))
            .SetErrorHandler((_, error) => log.Write(error))
            .Build();
    }

    public IConsumer<byte[], byte[]> Consumer(PartitionAssignment assignment, ILogger logger)
    {
        var log = new KafkaLog(logger, TimeProvider.System);
        return new ConsumerBuilder<byte[], byte[]>(ConsumerConfig())
            .SetIngestionHandlers(assignment)
            .SetLogHandler((_, message) => log.Write(message))
            .SetErrorHandler((_, error) => log.Write(error))
            .Build();
    }

    public ConsumerConfig ConsumerConfig() => Settings.Consumer();

    /// <param name="logger">Gets the client's own messages; null to lose them.</param>
    public IAdminClient Admin(ILogger? logger = null)
    {
        var log = new KafkaLog(logger ?? NullLogger.Instance, TimeProvider.System);
        return new AdminClientBuilder(Settings.Admin())
            .SetLogHandler((_, message) => log.Write(message))
            .SetErrorHandler((_, error) => log.Write(error))
            .Build();
    }

    /// <summary>Finds out whether a broker answers.</summary>
    /// <exception cref="KafkaUnavailableException">None does; says why.</exception>
    public Task CheckAsync(CancellationToken cancellationToken) => KafkaCheck.RunAsync(Settings.Admin(), ConnectTimeout, cancellationToken);
}
