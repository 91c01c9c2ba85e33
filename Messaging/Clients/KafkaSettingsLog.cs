using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SegmentationUpdates.Messaging.Clients;

/// <summary>Says at the start what each Kafka client of this process is built with, whoever builds it.</summary>
internal sealed partial class KafkaSettingsLog(IEnumerable<KafkaClientSettings> clients, ILogger<KafkaSettingsLog> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var client in clients)
        {
            LogSettings(client.Client, client);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(1, LogLevel.Information, "Kafka {Client}: {Settings}")]
    private partial void LogSettings(string client, KafkaClientSettings settings);
}
