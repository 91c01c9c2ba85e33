using Confluent.Kafka;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SegmentationUpdates.Pipeline.Messaging;

/// <summary>
/// Kafka clients without Aspire.Confluent.Kafka, which not every feed has: built from the same settings, logged under the same category, with
/// the same health checks and telemetry, which are those of the roles.
/// </summary>
public static partial class KafkaClientRegistration
{
    // As the integration names it, so that a level is set in the same way whoever builds the client.
    private const string LogCategory = "Aspire.Confluent.Kafka";

    /// <summary>A producer from the connection string <paramref name="connectionName"/>.</summary>
    public static void AddPlainKafkaProducer(this IHostApplicationBuilder builder, string connectionName) =>
        builder.Services.AddSingleton(services =>
        {
            var config = new ProducerConfig { BootstrapServers = BootstrapServers(builder.Configuration, connectionName) };
            KafkaSettings.Apply(config, builder.Configuration);
            var logger = Logger(services);
            return new ProducerBuilder<byte[], byte[]>(config).SetLogHandler((_, message) => Log(logger, message)).Build();
        });

    /// <summary>A consumer from the connection string <paramref name="connectionName"/>.</summary>
    /// <param name="builder">Gets the consumer.</param>
    /// <param name="connectionName">Its value is HOST:PORT, or several.</param>
    /// <param name="configure">Adds to the consumer before it is built.</param>
    public static void AddPlainKafkaConsumer(
        this IHostApplicationBuilder builder, string connectionName, Action<IServiceProvider, ConsumerBuilder<byte[], byte[]>> configure) =>
        builder.Services.AddSingleton(services =>
        {
            var config = new ConsumerConfig { BootstrapServers = BootstrapServers(builder.Configuration, connectionName) };
            KafkaSettings.Apply(config, builder.Configuration);
            var logger = Logger(services);
            var consumer = new ConsumerBuilder<byte[], byte[]>(config).SetLogHandler((_, message) => Log(logger, message));
            configure(services, consumer);
            return consumer.Build();
        });

    private static string BootstrapServers(IConfiguration configuration, string connectionName) =>
        configuration.GetConnectionString(connectionName) is { Length: > 0 } servers
            ? servers
            : throw new InvalidOperationException(
                $"The connection string '{connectionName}' is missing: set ConnectionStrings__{connectionName} to HOST:PORT of a Kafka broker.");

    private static ILogger Logger(IServiceProvider services) => services.GetRequiredService<ILoggerFactory>().CreateLogger(LogCategory);

    private static void Log(ILogger logger, LogMessage message)
    {
        var level = (LogLevel)message.LevelAs(LogLevelType.MicrosoftExtensionsLogging);
        LogClientMessage(logger, level, message.Message);
    }

    [LoggerMessage(EventId = 1, Message = "{Message}")]
    private static partial void LogClientMessage(ILogger logger, LogLevel level, string message);
}
