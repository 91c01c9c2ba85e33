using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SegmentationUpdates.Consumer.Ingestion;
using SegmentationUpdates.Producer.Simulation;

namespace SegmentationUpdates.Standalone.Running;

/// <summary>
/// The roles of a run while they work: each a host of its own, started consumer first, stopped producer first, and the dashboard beside them.
/// </summary>
internal sealed class RunningRoles : IAsyncDisposable
{
    private readonly IHost? _consumer;
    private readonly IHost? _trainer;
    private readonly IHost? _producer;
    private readonly CancellationTokenSource _failed = new();
    private readonly HashSet<IHost> _askedToStop = [];

    private RunningRoles(IHost? consumer, IHost? trainer, IHost? producer, DashboardRole? dashboard)
    {
        (_consumer, _trainer, _producer, Dashboard) = (consumer, trainer, producer, dashboard);
        Ingestion = consumer?.Services.GetRequiredService<IngestionCounters>();
        Simulation = producer?.Services.GetRequiredService<SimulationCounters>();
        foreach (var host in Hosts)
        {
            host.OnUnaskedStop(() => _askedToStop.Contains(host), _failed.Cancel);
        }
    }

    public IngestionCounters? Ingestion { get; }

    public SimulationCounters? Simulation { get; }

    /// <summary>Null when this process has no dashboard.</summary>
    public DashboardRole? Dashboard { get; }

    /// <summary>Cancelled when a role has failed.</summary>
    public CancellationToken Failed => _failed.Token;

    /// <summary>Why a role failed; null while none has.</summary>
    public Exception? Failure => Hosts.Select(host => host.Failure()).FirstOrDefault(exception => exception is not null) ?? Dashboard?.Failure;

    private IEnumerable<IHost> Hosts => ((IHost?[])[_consumer, _trainer, _producer]).OfType<IHost>();

    public static async Task<RunningRoles> StartAsync(
        RunSettings settings,
        RunServices services,
        RunDatabase? database,
        DashboardAddress? address,
        Action<ILoggingBuilder> addLogging,
        CancellationToken cancellationToken)
    {
        var hosts = new RoleHosts(settings, services, addLogging);
        var consumer = settings.Roles.HasFlag(Roles.Consumer) ? hosts.Consumer() : null;
        var trainer = settings.Roles.HasFlag(Roles.Trainer) ? hosts.Trainer() : null;
        var producer = settings.Roles.HasFlag(Roles.Producer)
            ? hosts.Producer(
                // The broker in this process counts its offsets from 0 at each start; the database remembers.
                services.BrokerIsInMemory ? await database!.NextProducerNumberAsync(cancellationToken) : null,
                services.BrokerIsInMemory ? consumer?.Services.GetRequiredService<IngestionCounters>() : null)
            : null;
        var dashboard = address is null
            ? null
            : Prepare(
                hosts,
                address,
                OperatorKey.For(address, services.DataFolder),
                services.BrokerIsInMemory ? await database!.NextProducerNumberAsync(cancellationToken) : null,
                consumer?.Services.GetRequiredService<IngestionCounters>(),
                ((IHost?[])[consumer, trainer, producer]).OfType<IHost>());
        var roles = new RunningRoles(consumer, trainer, producer, dashboard);
        try
        {
            foreach (var host in roles.Hosts)
            {
                await host.StartAsync(cancellationToken);
            }

            // Last, and nobody waits for it: transactions need no spectators.
            dashboard?.Start(roles._failed.Cancel);
            return roles;
        }
        catch
        {
            await roles.DisposeAsync();
            throw;
        }
    }

    /// <summary>Completes when the duration is over, a role has failed, or a stop is asked for.</summary>
    public async Task Ended(TimeSpan? duration, CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop, Failed);
        await Task.Delay(duration ?? Timeout.InfiniteTimeSpan, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StopProducerAsync() => StopAsync(_producer);

    /// <summary>Both at once: a training that takes its time to stop holds the ingestion up no longer than it must.</summary>
    public Task StopConsumerAndTrainerAsync() => Task.WhenAll(StopAsync(_consumer), StopAsync(_trainer));

    public async ValueTask DisposeAsync()
    {
        await StopProducerAsync();
        await StopConsumerAndTrainerAsync();
        if (Dashboard is not null)
        {
            await Dashboard.DisposeAsync();
        }

        foreach (var host in Hosts)
        {
            host.Dispose();
        }

        _failed.Dispose();
    }

    private static DashboardRole Prepare(
        RoleHosts hosts, DashboardAddress address, OperatorKey? key, int? producerNumber, IngestionCounters? ingestion, IEnumerable<IHost> others) =>
        new(address, key, at => hosts.Dashboard(at, key, producerNumber, ingestion, others));

    private Task StopAsync(IHost? host)
    {
        if (host is null)
        {
            return Task.CompletedTask;
        }

        _askedToStop.Add(host);
        return host.StopAsync();
    }
}
