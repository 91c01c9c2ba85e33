using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using SegmentationUpdates.Consumer.Ingestion;
using SegmentationUpdates.Dashboard;
using SegmentationUpdates.Dashboard.Feed;
using SegmentationUpdates.Dashboard.Settings;
using SegmentationUpdates.Dashboard.Transactions;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.Messaging.Topics;
using SegmentationUpdates.Producer.Simulation;
using SegmentationUpdates.ServiceDefaults;
using SegmentationUpdates.Storage;
using SegmentationUpdates.Verification;

namespace SegmentationUpdates.Standalone.Running;

/// <summary>
/// The hosts of a run's roles, each with its own clients, as if it were a process of its own. Configuration: the defaults for one
/// machine, then environment variables (<c>Segmentation__Ingestion__BatchSize=500</c>), then the command line.
/// </summary>
internal sealed class RoleHosts(RunSettings settings, RunServices services, Action<ILoggingBuilder> addLogging)
{
    // Pages that are open would hold it for as long as they like.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(2);

    public IHost Consumer()
    {
        var builder = Builder();
        builder.Services.AddDbContextPool<SegmentationContext>(options => options.UseNpgsql(services.ConnectionString));
        AddProducerClient(builder);
        builder.Services.AddSingleton(provider =>
            services.Kafka!.Consumer(provider.GetRequiredService<PartitionAssignment>(), Logger(provider)));
        builder.AddRole(Roles.Consumer);
        return builder.Build();
    }

    public IHost Trainer()
    {
        var builder = Builder();
        builder.Services.AddDbContextPool<SegmentationContext>(options => options.UseNpgsql(services.ConnectionString));
        AddProducerClient(builder);
        builder.AddRole(Roles.Trainer);
        return builder.Build();
    }

    /// <param name="producerNumber">From the database; null to lease one from Kafka.</param>
    /// <param name="heldBackBy">Whose backlog holds the simulation back; null for a broker that holds everything.</param>
    public IHost Producer(int? producerNumber, IngestionCounters? heldBackBy)
    {
        var builder = Builder();
        builder.Configuration.AddInMemoryCollection([new("Segmentation:Simulation:ProducerNumber", producerNumber?.ToString())]);
        AddProducerClient(builder);
        if (services.ConnectionString is { } database)
        {
            builder.Services.AddSingleton<ICustomerSource>(new DatabaseCustomers(database));
        }
        else if (settings.SimulatesFile)
        {
            builder.Services.AddSingleton<ICustomerSource>(new FileCustomers(settings.CustomersFile, settings.Table));
        }

        builder.Services.AddSingleton<TailConsumer>(() => services.Kafka!.ConsumerConfig());
        if (heldBackBy is not null)
        {
            builder.Services.AddSingleton<ISimulationBrake>(provider =>
                new BacklogBrake(heldBackBy, provider.GetRequiredService<SimulationCounters>(), settings.Partitions));
        }

        builder.AddRole(Roles.Producer);
        return builder.Build();
    }

    /// <param name="address">Where it listens.</param>
    /// <param name="key">Made for this run; null for the one that is configured, if there is one.</param>
    /// <param name="producerNumber">From the database; null to lease one from Kafka.</param>
    /// <param name="ingestion">Of the consumer in this process, if there is one.</param>
    /// <param name="others">The other roles' hosts in this process: the run is as healthy as they are.</param>
    public WebApplication Dashboard(
        DashboardAddress address, OperatorKey? key, int? producerNumber, IngestionCounters? ingestion, IEnumerable<IHost> others)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            // The static files are this program's, beside it; the folder that it was started in is the user's.
            ApplicationName = typeof(RoleHosts).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        Configure(builder);
        builder.Configuration.AddInMemoryCollection(
        [
            .. Setting(nameof(DashboardOptions.OperatorKey), key?.Value),
            .. Setting(nameof(DashboardOptions.ProducerNumber), producerNumber?.ToString()),

            // A broker in this process drops what it cannot hold.
            .. Setting(nameof(DashboardOptions.MaxBacklog), services.BrokerIsInMemory ? $"{BacklogBrake.Limit(settings.Partitions)}" : null),
        ]);
        builder.WebHost.UseKestrel(options => options.AddServerHeader = false).UseStaticWebAssets().UseUrls(address.Url);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = StopTimeout);
        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(services.ConnectionString!));
        if (services.Kafka is { } kafka)
        {
            var topics = RunEnvironment.Topics();
            builder.Services.AddKafkaSettingsLog("consumer, for the backlog and for verifications", _ => kafka.Settings.Consumer());
            builder.Services.AddKafkaSettingsLog(
                "producer", provider => kafka.Settings.Producer(provider.GetRequiredService<IOptions<DashboardOptions>>().Value.DeliveryTimeout));
            builder.Services.AddSingleton<VerifyingConsumer>(kafka.ConsumerConfig);
            builder.Services.AddSingleton(_ => new GroupLag(kafka.ConsumerConfig(), topics.Transactions));
            builder.Services.AddSingleton<ProducerFactory>(provider => timeout => kafka.Producer(Logger(provider), timeout));
        }

        if (ingestion is not null)
        {
            builder.Services.AddSingleton<IIngestionDelays>(new IngestionDelays(ingestion));
        }

        builder.AddRole(Roles.Dashboard);
        builder.Services.AddDefaultHealthChecks();
        foreach (var (host, i) in others.Select((host, i) => (host, i)))
        {
            builder.Services.AddHealthChecks().AddAsyncCheck($"role-{i}", async cancellationToken => new HealthCheckResult(
                (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(cancellationToken)).Status));
        }

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapDashboard();
        return app;
    }

    private static IEnumerable<KeyValuePair<string, string?>> Setting(string name, string? value) =>
        value is null ? [] : [new($"{DashboardOptions.Section}:{name}", value)];

    private static ILogger Logger(IServiceProvider provider) =>
        provider.GetRequiredService<ILoggerFactory>().CreateLogger("SegmentationUpdates.Kafka");

    private void AddProducerClient(HostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services.Kafka!.Settings);
        builder.Services.AddSingleton<KafkaProducerFactory>(provider => () => services.Kafka!.Producer(Logger(provider)));
        builder.Services.AddSingleton(provider => provider.GetRequiredService<KafkaProducerFactory>()());
    }

    private HostApplicationBuilder Builder()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        Configure(builder);
        return builder;
    }

    private void Configure(IHostApplicationBuilder builder)
    {
        builder.Configuration.AddRunSettings(settings);
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        addLogging(builder.Logging);

        // The run decides when to stop, and in which order: signals are its own.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
