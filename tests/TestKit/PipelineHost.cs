using Confluent.Kafka;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SegmentationUpdates.Consumer.Ingestion;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.Producer.Simulation;
using SegmentationUpdates.Storage;
using SegmentationUpdates.Trainer.Publishing;
using SegmentationUpdates.Trainer.Reclustering;

namespace SegmentationUpdates.TestKit;

/// <summary>A host with roles of the pipeline, registered as the programs do it, with short pauses and quick trainings.</summary>
internal sealed class PipelineHost : IAsyncDisposable
{
    private readonly IHost _host;
    private bool _started;

    private PipelineHost(Action<HostApplicationBuilder> addRoles, (string Key, string Value)[] settings)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(
            [
                new("Segmentation:Ingestion:RetryDelay", "00:00:00.020"),
                new("Segmentation:Ingestion:MaxRetryDelay", "00:00:00.200"),
                new("Segmentation:Reclustering:Interval", "00:00:01"),
                new("Segmentation:Reclustering:RetryDelay", "00:00:00.1"),
                new("Segmentation:Clustering:Restarts", "3"),

                // Customers of a test change from one moment to the next, and nobody is there to be asked.
                new("Segmentation:Reclustering:MaxMovedShare", "1"),
                new("Segmentation:Reclustering:LeastStability", "0"),
                new("Segmentation:SegmentChanges:RetryDelay", "00:00:00.020"),
                new("Segmentation:SegmentChanges:MaxRetryDelay", "00:00:00.200"),
            ]);
        builder.Configuration.AddInMemoryCollection(
            settings.Select(setting => new KeyValuePair<string, string?>($"Segmentation:{setting.Key}", setting.Value)));
        builder.Logging.AddProvider(Log);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = Eventually.Limit);
        addRoles(builder);
        _host = builder.Build();
    }

    public LogCollector Log { get; } = new();

    public IServiceProvider Services => _host.Services;

    public IngestionCounters Ingestion => Services.GetRequiredService<IngestionCounters>();

    public SimulationCounters Simulation => Services.GetRequiredService<SimulationCounters>();

    /// <summary>How often a batch failed and was to be tried again.</summary>
    public int Retries => Log.Records.Count(record => record.Message.Contains("could not be ingested", StringComparison.Ordinal));

    /// <summary>Why a service failed; null while none has.</summary>
    public Exception? Failure => BackgroundServices
        .Select(service => service.ExecuteTask?.Exception)
        .FirstOrDefault(exception => exception is not null);

    private IEnumerable<BackgroundService> BackgroundServices => Services.GetServices<IHostedService>().OfType<BackgroundService>();

    public static PipelineHost WithIngestion(TestDatabase database, TestKafka kafka, params (string Key, string Value)[] settings) => new(
        builder =>
        {
            AddDatabase(builder, database);
            AddConsumer(builder, kafka);
            builder.AddIngestion();
        },
        [.. Topics(kafka), .. settings]);

    public static PipelineHost WithReclustering(TestDatabase database, params (string Key, string Value)[] settings) => new(
        builder =>
        {
            AddDatabase(builder, database);
            builder.AddReclustering();
        },
        settings);

    public static PipelineHost WithSegmentChanges(TestDatabase database, TestKafka kafka, params (string Key, string Value)[] settings) => new(
        builder =>
        {
            AddDatabase(builder, database);
            AddProducer(builder, kafka);
            builder.AddSegmentChanges();
        },
        [.. Topics(kafka), .. settings]);

    /// <summary>Consumer and trainer in one.</summary>
    public static PipelineHost WithConsumer(TestDatabase database, TestKafka kafka, params (string Key, string Value)[] settings) => new(
        builder =>
        {
            AddDatabase(builder, database);
            AddConsumer(builder, kafka);
            builder.AddIngestion();
            builder.AddReclustering();
            builder.AddSegmentChanges();
        },
        [.. Topics(kafka), .. settings]);

    public static PipelineHost WithSimulation(TestKafka kafka, params (string Key, string Value)[] settings) =>
        WithSimulation(kafka, TimeProvider.System, settings);

    public static PipelineHost WithSimulation(TestKafka kafka, TimeProvider time, params (string Key, string Value)[] settings) => new(
        builder =>
        {
            builder.Services.AddSingleton(time);
            AddProducer(builder, kafka);
            builder.AddSimulation();
        },
        [.. Topics(kafka), .. settings]);

    public async Task<PipelineHost> StartAsync()
    {
        await _host.StartAsync(TestContext.Current.CancellationToken);
        _started = true;
        return this;
    }

    /// <summary>A service that has failed, or does not end in the time it has, fails the test.</summary>
    public async Task StopAsync()
    {
        if (_started)
        {
            _started = false;
            await _host.StopAsync(CancellationToken.None).EndsAsync();
            Assert.Null(Failure);
            Assert.All(BackgroundServices, service => Assert.True(service.ExecuteTask?.IsCompleted, $"{service} has not ended"));
        }
    }

    /// <summary>What the host logged is shown with a test that fails.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var record in Log.Records)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{record}");
        }

        await StopAsync();
        _host.Dispose();
    }

    private static void AddDatabase(HostApplicationBuilder builder, TestDatabase database) =>
        builder.Services.AddDbContextPool<SegmentationContext>(options => options.UseNpgsql(database.HostConnectionString));

    private static void AddProducer(HostApplicationBuilder builder, TestKafka kafka)
    {
        builder.Services.AddSingleton(kafka.Settings);
        builder.Services.AddSingleton<KafkaProducerFactory>(kafka.NewProducer);
        builder.Services.AddSingleton(_ => kafka.NewProducer());
        builder.Services.AddSingleton<TailConsumer>(() => kafka.ConsumerConfig());
    }

    private static void AddConsumer(HostApplicationBuilder builder, TestKafka kafka)
    {
        AddProducer(builder, kafka);
        builder.Services.AddSingleton(provider => new ConsumerBuilder<byte[], byte[]>(kafka.ConsumerConfig())
            .SetIngestionHandlers(provider.GetRequiredService<PartitionAssignment>())
            .SetLogHandler((_, _) => { })
            .Build());
    }

    private static (string Key, string Value)[] Topics(TestKafka kafka) =>
    [
        ("Topics:Transactions", kafka.Topics.Transactions),
        ("Topics:DeadLetters", kafka.Topics.DeadLetters),
        ("Topics:Producers", kafka.Topics.Producers),
        ("Topics:SegmentChanges", kafka.Topics.SegmentChanges),
        ("Topics:SegmentNames", kafka.Topics.SegmentNames),
        ("Topics:Partitions", $"{kafka.Topics.Partitions}"),
    ];

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
