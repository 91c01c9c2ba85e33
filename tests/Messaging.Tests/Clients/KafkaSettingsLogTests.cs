using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Messaging.Tests.Clients;

public class KafkaSettingsLogTests
{
    [Fact]
    public async Task What_each_client_is_built_with_is_logged_once_at_the_start_without_secrets()
    {
        var log = new LogCollector();
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddProvider(log);
        builder.Services.AddKafkaSettingsLog("consumer", _ => new ConsumerConfig { GroupId = "replay", SaslPassword = "s3cret" });
        builder.Services.AddKafkaSettingsLog("producer", _ => new ProducerConfig { LingerMs = 50 });
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            ["Kafka consumer: group.id=replay, sasl.password=***", "Kafka producer: linger.ms=50"],
            log.Records.Select(record => record.Message).Where(message => message.StartsWith("Kafka", StringComparison.Ordinal)));
    }
}
