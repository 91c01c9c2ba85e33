using Microsoft.Extensions.Configuration;
using SegmentationUpdates.Standalone.Running;

namespace SegmentationUpdates.Standalone.Tests.Programs;

/// <summary>One configuration makes the same clients in every process.</summary>
public sealed class EffectiveKafkaSettingsTests : IDisposable
{
    private readonly string _secret = Path.GetTempFileName();

    public EffectiveKafkaSettingsTests() => File.WriteAllText(_secret, "s3cret\n");

    private (string Key, string Value)[] Settings =>
    [
        ("ConnectionStrings:kafka", "broker.example.com:9094"),
        ("Segmentation:Kafka:Common:security_protocol", "SASL_PLAINTEXT"),
        ("Segmentation:Kafka:Common:sasl_mechanism", "SCRAM-SHA-512"),
        ("Segmentation:Kafka:Common:sasl_username", "segmentation"),
        ("Segmentation:Kafka:Common:sasl_password_file", _secret),
        ("Segmentation:Kafka:Common:socket_timeout_ms", "9000"),
        ("Segmentation:Kafka:Consumer:socket_timeout_ms", "8000"),
        ("Segmentation:Kafka:Consumer:group_id", "replay"),
        ("Segmentation:Kafka:Producer:compression_type", "zstd"),
        ("Segmentation:Kafka:Admin:socket_timeout_ms", "7000"),
    ];

    [Fact]
    public void Every_process_has_the_same_clients()
    {
        var consumers = new Dictionary<string, IReadOnlyDictionary<string, string>>();
        var producers = new Dictionary<string, IReadOnlyDictionary<string, string>>();
        var admins = new Dictionary<string, IReadOnlyDictionary<string, string>>();
        foreach (var program in ServicePrograms.All)
        {
            using var host = ServicePrograms.Build(program.Data, Settings);
            foreach (var (client, settings) in host.KafkaClients())
            {
                (client switch { "consumer" => consumers, "producer" => producers, _ => admins }).Add(program.Data, settings);
            }
        }

        var environment = new ConfigurationBuilder()
            .AddInMemoryCollection(Settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value)))
            .Build();
        var standalone = new KafkaClients("broker.example.com:9094", inMemory: false, environment).Settings;
        consumers.Add("Standalone", standalone.Consumer().ToDictionary());
        producers.Add("Standalone", standalone.Producer().ToDictionary());
        admins.Add("Standalone", standalone.Admin().ToDictionary());

        Assert.Equal(["Consumer", "Dashboard", "Standalone"], consumers.Keys);
        Assert.Equal(["Consumer", "Producer", "Trainer", "Dashboard", "Standalone"], producers.Keys);
        Assert.Equal(["Migrations", "Standalone"], admins.Keys);

        // How long the dashboard waits is a setting of its own.
        Assert.Equal("5000", producers["Dashboard"]["message.timeout.ms"]);
        producers["Dashboard"] = producers["Dashboard"].Where(property => property.Key != "message.timeout.ms").ToDictionary();
        AssertSame(consumers, ("group.id", "replay"), ("socket.timeout.ms", "8000"));
        AssertSame(producers, ("compression.type", "zstd"), ("socket.timeout.ms", "9000"));
        AssertSame(admins, ("socket.timeout.ms", "7000"));
    }

    public void Dispose() => File.Delete(_secret);

    private static void AssertSame(
        Dictionary<string, IReadOnlyDictionary<string, string>> clients, params (string Name, string Value)[] properties)
    {
        var first = clients.Values.First();
        foreach (var (process, settings) in clients)
        {
            Assert.True(first.OrderBy(p => p.Key).SequenceEqual(settings.OrderBy(p => p.Key)), $"{process} has other settings");
        }

        foreach (var (name, value) in properties.Concat(
        [
            ("bootstrap.servers", "broker.example.com:9094"),
            ("security.protocol", "SASL_PLAINTEXT"),
            ("sasl.mechanism", "SCRAM-SHA-512"),
            ("sasl.username", "segmentation"),
            ("sasl.password", "s3cret"),
        ]))
        {
            Assert.Equal(value, first[name]);
        }
    }
}
