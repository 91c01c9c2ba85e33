using Microsoft.Extensions.Logging;
using SegmentationUpdates.Messaging.Topics;
using SegmentationUpdates.Migrations;
using SegmentationUpdates.Standalone.Views;

namespace SegmentationUpdates.Standalone.Running;

/// <summary>Puts schema, customers and topics in place; the topics of the broker in this process are there already.</summary>
internal sealed class MigrationRole(
    RunSettings settings, RunServices services, TopicOptions topics, Action<ILoggingBuilder> addLogging)
{
    /// <returns>Customers loaded; 0 when there were some already.</returns>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        using var work = new LoadingWork();
        using var loggers = LoggerFactory.Create(addLogging);
        var steps = new MigrationSteps(
            new SchemaMigrator(loggers.CreateLogger<SchemaMigrator>()),
            new CustomerLoader(TimeProvider.System, loggers.CreateLogger<CustomerLoader>()) { Progress = work, Expected = work.Expect, Table = settings.Table },
            loggers.CreateLogger<MigrationSteps>(),
            loggers.CreateLogger<KafkaTopics>());
        var options = RunEnvironment.Migrations();
        options.CustomersFile = settings.CustomersFile;
        options.SimulationSpeed = settings.Speed ?? options.SimulationSpeed;
        using var admin = services.BrokerIsInMemory ? null : services.Kafka?.Admin(loggers.CreateLogger("SegmentationUpdates.Kafka"));
        return await steps.RunAsync(services.OwnerConnectionString!, options, RunEnvironment.Profiles(), topics, admin, cancellationToken);
    }
}

/// <summary>The load of a customers file into the database. It begins with the first customer: most runs find customers there and load none.</summary>
internal sealed class LoadingWork : IProgress<long>, IDisposable
{
    private Work? _work;

    public void Expect(int customers) => _work = new Work("loading customers", customers);

    public void Report(long value) => _work?.Report(value);

    public void Dispose() => _work?.Dispose();
}
