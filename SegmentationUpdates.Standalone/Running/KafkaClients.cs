using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SegmentationUpdates.Pipeline.Ingestion;
using SegmentationUpdates.Pipeline.Messaging;

namespace SegmentationUpdates.Standalone.Running;

/// <summary>Builds the Kafka clients of a run, for the broker in this process or another.</summary>
/// <param name="bootstrapServers">HOST:PORT, or several.</param>
/// <param name="inMemory">The broker is the one in this process.</param>
internal sealed class KafkaClients(string bootstrapServers, bool inMemory)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <param name="logger">Gets the client's own messages.</param>
    /// <param name="deliveryTimeout">How long a message may wait for its acknowledgement; null for the client's default.</param>
    public IProducer<byte[], byte[]> Producer(ILogger logger, TimeSpan? deliveryTimeout = null)
    {
        var config = new ProducerConfig { BootstrapServers = bootstrapServers };
        KafkaClientDefaults.Apply(config);
        if (deliveryTimeout is { } timeout)
        {
            config.MessageTimeoutMs = (int)timeout.TotalMilliseconds;
        }

        RunEnvironment.Kafka().Apply(config);
        var log = new KafkaLog(logger, TimeProvider.System);
        return new ProducerBuilder<byte[], byte[]>(config)
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

    public ConsumerConfig ConsumerConfig()
    {
        var config = new ConsumerConfig { BootstrapServers = bootstrapServers };
        KafkaClientDefaults.Apply(config);
        if (inMemory)
        {
            // Its empty fetches sleep for all of this time.
            config.FetchWaitMaxMs = 25;

            // It knows both group protocols, and the new one rebalances in milliseconds.
            config.GroupProtocol = GroupProtocol.Consumer;
        }

        RunEnvironment.Kafka().Apply(config);
        KafkaClientDefaults.FitGroupProtocol(config);
        return config;
    }

    /// <param name="logger">Gets the client's own messages; null to lose them.</param>
    public IAdminClient Admin(ILogger? logger = null)
    {
        var log = new KafkaLog(logger ?? NullLogger.Instance, TimeProvider.System);
        return new AdminClientBuilder(AdminConfig())
            .SetLogHandler((_, message) => log.Write(message))
            .SetErrorHandler((_, error) => log.Write(error))
            .Build();
    }

    /// <summary>Finds out whether a broker answers.</summary>
    /// <exception cref="KafkaUnavailableException">None does; says why.</exception>
    public Task CheckAsync(CancellationToken cancellationToken) => KafkaCheck.RunAsync(AdminConfig(), ConnectTimeout, cancellationToken);

    private AdminClientConfig AdminConfig()
    {
        var config = new AdminClientConfig { BootstrapServers = bootstrapServers };
        RunEnvironment.Kafka().Apply(config);
        return config;
    }
}
