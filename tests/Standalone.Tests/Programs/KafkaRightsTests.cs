using System.Text.RegularExpressions;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using SegmentationUpdates.Consumer.Ingestion;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.LocalServices;
using SegmentationUpdates.Messaging.Topics;
using SegmentationUpdates.Migrations;
using SegmentationUpdates.Producer.Simulation;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Standalone.Tests.Programs;

/// <summary>
/// The rights that docs/operations.md gives each program, against a broker with an authorizer. <c>TEST_KAFKA_SECURE</c> names it by librdkafka's
/// properties of an administrator, separated by semicolons, and by a user who has no rights: <c>bootstrap.servers=HOST:PORT;security.protocol=SASL_PLAINTEXT;
/// sasl.mechanism=PLAIN;sasl.username=ADMIN;sasl.password=PASSWORD;user.name=USER;user.password=PASSWORD</c>.
/// </summary>
public sealed partial class KafkaRightsTests
{
    // librdkafka's RD_KAFKA_RESOURCE_TRANSACTIONAL_ID, for which Confluent.Kafka has no name.
    private const ResourceType TransactionalId = (ResourceType)5;

    private readonly string _prefix = $"test-{Guid.NewGuid():N}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("migrations", 5)]
    [InlineData("consumer", 3)]
    [InlineData("trainer", 3)]
    [InlineData("producer", 2)]
    [InlineData("dashboard", 3)]
    public void The_guide_names_rights_on_what_there_is(string program, int rights)
    {
        var defaults = new TopicOptions().PartitionsByTopic.Keys.Append("segmentation").Append("segment-changes.publisher");

        var told = Told(program);

        Assert.Equal(rights, told.Count);
        Assert.All(told, right => Assert.Contains(right.Name, defaults));
    }

    [Fact]
    public async Task Each_program_works_with_no_more_than_the_guide_gives_it()
    {
        var secure = Environment.GetEnvironmentVariable("TEST_KAFKA_SECURE");
        Assert.SkipWhen(string.IsNullOrEmpty(secure), "TEST_KAFKA_SECURE names no broker with an authorizer");
        var properties = secure!.Split(';', StringSplitOptions.RemoveEmptyEntries).ToDictionary(
            property => property.Split('=', 2)[0].Trim(), property => property.Split('=', 2)[1]);
        using var admin = new AdminClientBuilder(properties.Where(property => !property.Key.StartsWith("user.", StringComparison.Ordinal))).Build();
        using var folder = new TemporaryFolder();
        await using var postgres = await LocalPostgres.StartAsync(folder.Data, cancellationToken: Cancel);
        (string, string)[] settings = [.. Settings(properties), ("ConnectionStrings:segmentation", postgres.ConnectionString)];

        await WithRightsAsync(admin, properties, "migrations", async () =>
        {
            using var migrations = ServicePrograms.Build(ServicePrograms.Migrations, settings);
            Assert.True(await migrations.Services.GetRequiredService<MigrationRunner>().TryRunAsync(Cancel).EndsAsync());
        });

        // An administrator has made the topics, and the user may not even see them.
        using (var again = ServicePrograms.Build(ServicePrograms.Migrations, settings))
        {
            Assert.True(await again.Services.GetRequiredService<MigrationRunner>().TryRunAsync(Cancel).EndsAsync());
        }

        await WhileAsync("producer", ServicePrograms.Producer, host => host.Services.GetRequiredService<SimulationCounters>().Delivered > 0);
        using (var sender = new ProducerBuilder<Null, string>(properties.Where(property => !property.Key.StartsWith("user.", StringComparison.Ordinal))).Build())
        {
            await sender.ProduceAsync($"{_prefix}.transactions", new Message<Null, string> { Value = "no transaction" }, Cancel);
        }

        await WhileAsync("consumer", ServicePrograms.Consumer, host =>
            host.Services.GetRequiredService<IngestionCounters>() is { Ingested: > 0, DeadLettered: > 0 });
        await using var database = NpgsqlDataSource.Create(postgres.ConnectionString);
        await WhileAsync("trainer", ServicePrograms.Trainer, _ =>
        {
            using var published = database.CreateCommand("SELECT count(*) FROM segment_change_publications WHERE last_change_id > 0");
            return (long)published.ExecuteScalar()! > 0;
        });
        await WhileAsync("dashboard", ServicePrograms.Dashboard, host => host.Services.GetRequiredService<GroupLag>().Measure() >= 0);

        Task WhileAsync(string row, string program, Func<IHost, bool> works) => WithRightsAsync(admin, properties, row, async () =>
        {
            using var host = ServicePrograms.Build(program, settings);
            Assert.True(await host.TryStartAsync(Cancel).EndsAsync());
            await Eventually.TrueAsync(() => works(host), $"the {row} works");
            await host.StopAsync(Cancel).EndsAsync();
        });
    }

    private async Task WithRightsAsync(IAdminClient admin, Dictionary<string, string> properties, string program, Func<Task> work)
    {
        var rights = Told(program).Select(right => new AclBinding
        {
            Pattern = new ResourcePattern
            {
                Type = right.On switch
                {
                    "group" => ResourceType.Group,
                    "transactional id" => TransactionalId,
                    _ => ResourceType.Topic,
                },
                Name = $"{_prefix}.{right.Name}",
                ResourcePatternType = ResourcePatternType.Literal,
            },
            Entry = new AccessControlEntry
            {
                Principal = $"User:{properties["user.name"]}",
                Host = "*",
                Operation = Enum.Parse<AclOperation>(right.Right),
                PermissionType = AclPermissionType.Allow,
            },
        }).ToList();
        await admin.CreateAclsAsync(rights);
        await work();
        await admin.DeleteAclsAsync(rights.Select(right => right.ToFilter()));
    }

    private IEnumerable<(string Key, string Value)> Settings(Dictionary<string, string> properties)
    {
        foreach (var (key, value) in properties.Where(property => !property.Key.StartsWith("user.", StringComparison.Ordinal)))
        {
            yield return key switch
            {
                "bootstrap.servers" => ("ConnectionStrings:kafka", value),
                "sasl.username" => ("Segmentation:Kafka:Common:sasl_username", properties["user.name"]),
                "sasl.password" => ("Segmentation:Kafka:Common:sasl_password", properties["user.password"]),
                _ => ($"Segmentation:Kafka:Common:{key.Replace('.', '_')}", value),
            };
        }

        yield return ("Segmentation:Kafka:Consumer:group_id", $"{_prefix}.segmentation");
        yield return ("Segmentation:Topics:Transactions", $"{_prefix}.transactions");
        yield return ("Segmentation:Topics:DeadLetters", $"{_prefix}.transactions.dead-letter");
        yield return ("Segmentation:Topics:Producers", $"{_prefix}.transactions.producers");
        yield return ("Segmentation:Topics:SegmentChanges", $"{_prefix}.segment-changes");
        yield return ("Segmentation:Topics:SegmentNames", $"{_prefix}.segment-names");
    }

    private static List<(string On, string Name, string Right)> Told(string program) =>
    [
        .. Row().Matches(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "operations.md")))
            .Where(row => row.Groups["program"].Value == program)
            .Select(row => (row.Groups["on"].Value, row.Groups["name"].Value, row.Groups["right"].Value)),
    ];

    [GeneratedRegex(@"^\| `(?<program>[a-z -]+)` \| (?<on>topic|group|transactional id) \| (?<name>[a-z.-]+) \| (?<right>[A-Za-z]+) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Row();
}
