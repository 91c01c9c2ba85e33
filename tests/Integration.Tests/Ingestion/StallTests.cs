using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Ingestion;

/// <summary>A consumer that gets nothing though messages wait.</summary>
public sealed class StallTests(PostgresFixture postgres) : PipelineTest(postgres)
{
    private const short ConsumerGroupHeartbeat = 68;

    private static readonly (string, string) Soon = ("Ingestion:StallAfter", "00:00:01");

    [Fact]
    public async Task A_consumer_whose_group_gives_it_nothing_says_so_and_is_well_again_when_it_does()
    {
        Assert.SkipWhen(Kafka.InMemory is null, "a given broker fails nothing on demand");
        await Database.AddAsync(TestCustomers.Take(5));
        await Kafka.ProduceAsync(new Payments().Many(20, lastCustomer: 5));
        Kafka.InMemory.InjectErrors(ConsumerGroupHeartbeat, [.. Enumerable.Repeat(ErrorCode.GroupLoadInProgress, 20)]);

        await using var host = await PipelineHost.WithIngestion(Database, Kafka, Soon).StartAsync();

        await Eventually.TrueAsync(
            async () => await HealthAsync(host) is { } health && health.Contains("20 messages", StringComparison.Ordinal), "the standstill is told");
        Assert.Single(host.Log.Records, record => record.Message.StartsWith("The ingestion stands still", StringComparison.Ordinal));

        await Kafka.WaitForGroupAsync();
        await Eventually.TrueAsync(async () => await HealthAsync(host) is null, "the consumer is well again");
    }

    // What is wrong; null for nothing.
    private static async Task<string?> HealthAsync(PipelineHost host)
    {
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancel);
        return report.Status == HealthStatus.Healthy ? null : string.Join(' ', report.Entries.Values.Select(entry => entry.Description));
    }
}
