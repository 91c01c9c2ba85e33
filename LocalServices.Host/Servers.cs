using System.Globalization;
using Microsoft.Extensions.Options;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Messaging.Topics;

namespace SegmentationUpdates.LocalServices.Host;

/// <summary>Runs both servers until the stop. One that cannot be started ends the process with exit code 1.</summary>
internal sealed partial class Servers(
    IOptions<ServerOptions> options, IOptions<TopicOptions> topics, IHostApplicationLifetime lifetime, ILogger<Servers> logger) : CriticalService
{
    // That of our consumers, which they cannot tell a broker in the protocol that this one needs.
    private static readonly TimeSpan SessionTimeout = TimeSpan.FromSeconds(10);

    private volatile bool _areRunning;

    public bool AreRunning => _areRunning;

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        var folder = options.Value.Data ?? Directory.CreateTempSubdirectory("segmentation-").FullName;
        try
        {
            await RunAsync(folder, stoppingToken);
        }
        catch (LocalServiceException e)
        {
            // It says what to do; where it happened helps nobody.
            LogCannotStart(e.Message);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
        finally
        {
            if (options.Value.Data is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private async Task RunAsync(string folder, CancellationToken stoppingToken)
    {
        using var broker = InMemoryBroker.Start(topics.Value.PartitionsByTopic);
        broker.SetGroupSessionTimeout(SessionTimeout);
        await using var postgres = await LocalPostgres.StartAsync(folder, new LocalPostgresOptions { Port = options.Value.PostgresPort }, stoppingToken);
        await OwnerLogin.EnsureAsync(postgres.ConnectionString, options.Value.Password, stoppingToken);
        using var door = PortForwarder.Start(options.Value.KafkaPort, PortOf(broker.BootstrapServers));
        LogRunning(postgres.Binaries.Version, options.Value.PostgresPort, folder, options.Value.KafkaPort);
        _areRunning = true;
        await Task.Delay(Timeout.InfiniteTimeSpan, stoppingToken);
    }

    private static int PortOf(string bootstrapServers) =>
        int.Parse(bootstrapServers.AsSpan(bootstrapServers.LastIndexOf(':') + 1), CultureInfo.InvariantCulture);

    [LoggerMessage(1, LogLevel.Information, "PostgreSQL {Version} listens on port {Port} (data in {Folder}), a Kafka broker on port {KafkaPort}")]
    private partial void LogRunning(string version, int port, string folder, int kafkaPort);

    [LoggerMessage(2, LogLevel.Critical, "The servers cannot be started: {Reason}")]
    private partial void LogCannotStart(string reason);
}
