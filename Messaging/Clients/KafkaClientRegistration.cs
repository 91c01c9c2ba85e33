using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SegmentationUpdates.Hosting;

namespace SegmentationUpdates.Messaging.Clients;

/// <summary>
/// Kafka clients without Aspire.Confluent.Kafka, which not every feed has: built from the same settings, logged under the same category, with
/// the same health checks and telemetry, which are those of the roles.
/// </summary>
public static partial class KafkaClientRegistration
{
    // As the integration names it, so that a level is set in the same way whoever builds the client.
    private const string LogCategory = "Aspire.Confluent.Kafka";

    /// <summary>
    /// The settings of a program's Kafka clients, which its configuration has to have right: <see cref="KafkaClientFactory"/>, and what is wrong.
    /// </summary>
    /// <param name="builder">Gets them.</param>
    /// <param name="kinds">The clients that the program has.</param>
    /// <param name="isNeeded">Whether the program can do nothing without Kafka.</param>
    public static KafkaClientFactory AddKafkaSettings(this IHostApplicationBuilder builder, KafkaClientKinds kinds, bool isNeeded = true)
    {
        var clients = new KafkaClientFactory(builder.Configuration);
        builder.Services.AddSingleton(clients);
        builder.Services.AddSingleton<IConfigurationRule>(new KafkaServers(clients, isNeeded));
        builder.Services.AddSingleton<IConfigurationRule>(new KafkaSettings(builder.Configuration, kinds));
        return clients;
    }

    /// <summary>Logs what a client is built with when the host starts.</summary>
    public static IServiceCollection AddKafkaSettingsLog(
        this IServiceCollection services, string client, Func<IServiceProvider, ClientConfig> config)
    {
        if (!services.Any(service => service.ImplementationType == typeof(KafkaSettingsLog)))
        {
            services.AddSingleton<IHostedService, KafkaSettingsLog>();
        }

        return services.AddSingleton(provider => new KafkaClientSettings(client, config(provider)));
    }

    /// <summary>A producer.</summary>
    public static void AddPlainKafkaProducer(this IHostApplicationBuilder builder, KafkaClientFactory clients) =>
        builder.Services.AddSingleton(services => PlainProducer(services, clients));

    /// <summary>
    /// The process's producer, and others like it when it has failed for good. Takes <see cref="KafkaProducerFactory"/> from the services, or
    /// the settings of <see cref="AddKafkaSettings"/>.
    /// </summary>
    public static void AddLastingProducer(this IServiceCollection services) => services.TryAddSingleton(provider => new LastingProducer(
        provider.GetRequiredService<IProducer<byte[], byte[]>>(),
        provider.GetService<KafkaProducerFactory>() ?? (() => PlainProducer(provider, provider.GetRequiredService<KafkaClientFactory>()))));

    /// <summary>Takes the settings of <see cref="AddKafkaSettings"/> from the services.</summary>
    public static void AddTransactionalProducers(this IServiceCollection services) => services.TryAddSingleton<TransactionalProducerFactory>(provider =>
    {
        var log = new KafkaLog(Logger(provider), TimeProvider.System);
        return transactionalId => new ProducerBuilder<byte[], byte[]>(provider.GetRequiredService<KafkaClientFactory>().TransactionalProducer(transactionalId))
            .SetLogHandler((_, message) => log.Write(message))
            .SetErrorHandler((_, error) => log.Write(error))
            .Build();
    });

    /// <summary>A consumer.</summary>
    /// <param name="builder">Gets the consumer.</param>
    /// <param name="clients">Its settings.</param>
    /// <param name="configure">Adds to the consumer before it is built.</param>
    public static void AddPlainKafkaConsumer(
        this IHostApplicationBuilder builder, KafkaClientFactory clients, Action<IServiceProvider, ConsumerBuilder<byte[], byte[]>> configure) =>
        builder.Services.AddSingleton(services =>
        {
            var logger = Logger(services);
            var consumer = new ConsumerBuilder<byte[], byte[]>(clients.Consumer())
                .SetLogHandler((_, message) => Log(logger, message));
            configure(services, consumer);
            return consumer.Build();
        });

    private static IProducer<byte[], byte[]> PlainProducer(IServiceProvider services, KafkaClientFactory clients)
    {
        var logger = Logger(services);
        return new ProducerBuilder<byte[], byte[]>(clients.Producer())
            .SetLogHandler((_, message) => Log(logger, message))
            .Build();
    }

    private static ILogger Logger(IServiceProvider services) => services.GetRequiredService<ILoggerFactory>().CreateLogger(LogCategory);

    private static void Log(ILogger logger, LogMessage message)
    {
        var level = (LogLevel)message.LevelAs(LogLevelType.MicrosoftExtensionsLogging);
        LogClientMessage(logger, level, message.Message);
    }

    [LoggerMessage(EventId = 1, Message = "{Message}")]
    private static partial void LogClientMessage(ILogger logger, LogLevel level, string message);
}
