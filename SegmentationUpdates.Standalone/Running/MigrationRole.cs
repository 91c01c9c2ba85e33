using Microsoft.Extensions.Logging;
using Npgsql;
using SegmentationUpdates.Pipeline.Messaging;
using SegmentationUpdates.Pipeline.Migration;

namespace SegmentationUpdates.Standalone.Running;

/// <summary>Puts schema, customers and topics in place; the topics of the broker in this process are there already.</summary>
internal sealed class MigrationRole(
    RunSettings settings, RunServices services, TopicOptions topics, Action<ILoggingBuilder> addLogging)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var loggers = LoggerFactory.Create(addLogging);
        await new SchemaMigrator(loggers.CreateLogger<SchemaMigrator>()).MigrateAsync(services.ConnectionString!, cancellationToken);

        await using var source = NpgsqlDataSource.Create(services.ConnectionString!);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await new CustomerLoader(TimeProvider.System, loggers.CreateLogger<CustomerLoader>())
            .LoadAsync(connection, settings.CustomersFile, cancellationToken);

        if (!services.BrokerIsInMemory && services.Kafka is { } kafka)
        {
            using var admin = kafka.Admin();
            await new KafkaTopics(admin, loggers.CreateLogger<KafkaTopics>()).EnsureAsync(topics);
        }
    }
}
