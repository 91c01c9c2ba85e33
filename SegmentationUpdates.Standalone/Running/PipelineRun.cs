using System.Globalization;
using SegmentationUpdates.Messaging.Topics;
using SegmentationUpdates.Standalone.Views;

namespace SegmentationUpdates.Standalone.Running;

/// <summary>
/// One run of the pipeline: starts what it needs, migrates, streams until it is told to stop; then the producer stops, the consumer
/// drains and stops, and last the private servers.
/// </summary>
internal sealed class PipelineRun(RunSettings settings, StopSignals signals, RunConsole console)
{
    private readonly TopicOptions _topics = Topics(settings);

    // With the speed that it came to.
    private RunSettings _settings = settings;

    /// <exception cref="Exception">It could not be started, or a server could not be stopped; nothing is left running.</exception>
    public async Task<RunOutcome> RunAsync()
    {
        var address = _settings.Roles.HasFlag(Roles.Dashboard) ? DashboardAddress.Choose(_settings.DashboardUrl) : null;
        await using var services = await RunServices.StartAsync(_settings, _topics, signals.Stop);
        if (services.DataFolder is { } folder)
        {
            RunConsole.Say($"PostgreSQL is ready, its data in {folder}");
        }

        var speed = await RunSpeed.ResolveAsync(_settings, services.OwnerConnectionString ?? services.ConnectionString, signals.Stop);
        _settings = _settings with { Speed = speed };
        if (_settings.Roles.HasFlag(Roles.Producer) && _settings.Speed > 1)
        {
            RunConsole.Say(string.Create(
                CultureInfo.InvariantCulture, $"the customers' time passes {_settings.Speed:#,0.##} times as fast as the real one (--speed 1 for real time)"));
        }

        if (_settings.Roles.HasFlag(Roles.Migrations))
        {
            var loaded = await new MigrationRole(_settings, services, _topics, console.AddLogging).RunAsync(signals.Stop);
            if (loaded == 0 && _settings.CustomersFileIsGiven)
            {
                await SayNotLoadedAsync(services);
            }
        }

        return _settings.Roles == Roles.Migrations ? new RunOutcome() : await StreamAsync(services, address);
    }

    private static TopicOptions Topics(RunSettings settings)
    {
        var topics = RunEnvironment.Topics();
        topics.Partitions = settings.Partitions;
        return topics;
    }

    private async Task SayNotLoadedAsync(RunServices services)
    {
        await using var database = new RunDatabase(services.ConnectionString!);
        RunConsole.Say(
            $"the database has {await database.CustomersAsync(signals.Stop):N0} customers: {_settings.CustomersFile} was not loaded"
            + (_settings.Postgres is null ? " (--fresh begins again with it)" : ""));
    }

    private async Task<RunOutcome> StreamAsync(RunServices services, DashboardAddress? address)
    {
        await using var database = services.ConnectionString is { } connectionString ? new RunDatabase(connectionString) : null;
        var audit = await RunAudit.BeginAsync(_settings, database, signals.Stop);
        await using var roles = await RunningRoles.StartAsync(_settings, services, database, address, console.AddLogging, signals.Stop);
        using var lag = services.Kafka is { } kafka ? new GroupLag(kafka.ConsumerConfig(), _topics.Transactions) : null;
        var segments = database is null ? null : new SegmentReader(database.Source, TimeProvider.System);
        await using (var view = console.View(new SnapshotReader(roles.Simulation, roles.Ingestion, lag, segments, () => roles.Dashboard?.Address)))
        {
            await view.WatchAsync("running", roles.Ended(_settings.Duration, signals.Stop));
            await roles.StopProducerAsync();
            if (_settings.HoldsBothEnds && roles.Failure is null)
            {
                await view.WatchAsync("draining", Drain.Wait(lag!, roles.Failed, signals.Abandon));
            }

            await roles.StopConsumerAndTrainerAsync();
            await view.ShowAsync("stopped");
        }

        return await audit.EndAsync(roles, lag, signals.Abandon.IsCancellationRequested);
    }
}
