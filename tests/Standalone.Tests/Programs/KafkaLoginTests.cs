using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SegmentationUpdates.Consumer.Ingestion;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.LocalServices;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.Messaging.Topics;
using SegmentationUpdates.Migrations;
using SegmentationUpdates.Producer.Simulation;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Standalone.Tests.Programs;

/// <summary>
/// Programs and brokers that want a login. <c>TEST_KAFKA_SASL</c> names a listener with one by librdkafka's properties, separated by semicolons:
/// <c>bootstrap.servers=HOST:PORT;security.protocol=SASL_PLAINTEXT;sasl.mechanism=PLAIN;sasl.username=USER;sasl.password=PASSWORD</c>. Its user may make
/// topics.
/// </summary>
public sealed class KafkaLoginTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_migrations_log_in_and_say_when_they_are_refused()
    {
        using var broker = FakeBroker.ThatRefusesLogins("wrong password");
        using var host = ServicePrograms.Build(
            ServicePrograms.Migrations,
            ("ConnectionStrings:kafka", broker.Address),
            ("Segmentation:Kafka:Common:security_protocol", "SASL_PLAINTEXT"),
            ("Segmentation:Kafka:Common:sasl_mechanism", "PLAIN"),
            ("Segmentation:Kafka:Common:sasl_username", "segmentation"),
            ("Segmentation:Kafka:Common:sasl_password", "s3cret"));
        var clients = host.Services.GetRequiredService<KafkaClientFactory>();

        var exception = await Assert.ThrowsAsync<KafkaUnavailableException>(
            () => KafkaCheck.RunAsync(clients.Admin(), Eventually.Limit, Cancel).EndsAsync());

        Assert.Equal(KafkaTrouble.RefusedLogin, exception.Reason.Trouble);
    }

    [Fact]
    public async Task Every_program_works_through_a_listener_with_a_login()
    {
        var given = Environment.GetEnvironmentVariable("TEST_KAFKA_SASL");
        Assert.SkipWhen(string.IsNullOrEmpty(given), "TEST_KAFKA_SASL names no listener with a login");
        using var folder = new TemporaryFolder();
        await using var postgres = await LocalPostgres.StartAsync(folder.Data, cancellationToken: Cancel);
        (string, string)[] settings = [.. Settings(given!), ("ConnectionStrings:segmentation", postgres.ConnectionString)];

        using (var migrations = ServicePrograms.Build(ServicePrograms.Migrations, settings))
        {
            Assert.True(await migrations.Services.GetRequiredService<MigrationRunner>().TryRunAsync(Cancel).EndsAsync());
        }

        using var consumer = await StartAsync(ServicePrograms.Consumer, settings);
        using var producer = await StartAsync(ServicePrograms.Producer, settings);
        using var dashboard = await StartAsync(ServicePrograms.Dashboard, settings);
        await Eventually.TrueAsync(
            () => consumer.Services.GetRequiredService<IngestionCounters>().Ingested > 0, "the consumer has taken what the producer has sent");
        Assert.True(producer.Services.GetRequiredService<SimulationCounters>().Delivered > 0);
        Assert.True(await Task.Run(dashboard.Services.GetRequiredService<GroupLag>().Measure, Cancel) >= 0);

        foreach (var host in new[] { producer, consumer, dashboard })
        {
            await host.StopAsync(Cancel).EndsAsync();
        }
    }

    private static async Task<IHost> StartAsync(string program, (string, string)[] settings)
    {
        var host = ServicePrograms.Build(program, settings);
        Assert.True(await host.TryStartAsync(Cancel).EndsAsync());
        return host;
    }

    private static IEnumerable<(string Key, string Value)> Settings(string given)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test-{Guid.NewGuid():N}");
        foreach (var property in given.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = (property.Split('=', 2)[0].Trim(), property.Split('=', 2)[1]);
            yield return key == "bootstrap.servers"
                ? ("ConnectionStrings:kafka", value)
                : ($"Segmentation:Kafka:Common:{key.Replace('.', '_')}", value);
        }

        yield return ("Segmentation:Kafka:Consumer:group_id", name);
        yield return ("Segmentation:Topics:Transactions", name);
        yield return ("Segmentation:Topics:DeadLetters", $"{name}.dead-letter");
        yield return ("Segmentation:Topics:Producers", $"{name}.producers");
        yield return ("Segmentation:Topics:SegmentChanges", $"{name}.segment-changes");
        yield return ("Segmentation:Topics:SegmentNames", $"{name}.segment-names");
    }
}
