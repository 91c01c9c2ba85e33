using Confluent.Kafka;
using Microsoft.Extensions.Configuration;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Messaging.Tests.Clients;

public sealed class KafkaClientFactoryTests : IDisposable
{
    private const string Common = "Segmentation:Kafka:Common:";
    private const string Consumer = "Segmentation:Kafka:Consumer:";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void What_is_more_special_counts()
    {
        var clients = Clients(
            ("ConnectionStrings:kafka", "one:9092"),
            ($"{Common}bootstrap_servers", "two:9092"),
            ($"{Common}linger_ms", "50"),
            ($"{Common}socket_timeout_ms", "9000"),
            ($"{Consumer}bootstrap_servers", "three:9092"));

        Assert.Equal(("two:9092", "three:9092"), (clients.Producer().BootstrapServers, clients.Consumer().BootstrapServers));
        Assert.Equal((50, 9000, 9000), (clients.Producer().LingerMs, clients.Producer().SocketTimeoutMs, clients.Admin().SocketTimeoutMs));
        Assert.Equal(KafkaClientDefaults.ConsumerGroup, clients.Consumer().GroupId);
        Assert.Equal("two:9092", clients.Servers);
    }

    [Fact]
    public void The_brokers_are_those_of_the_connection_string()
    {
        var clients = Clients(("ConnectionStrings:kafka", "one:9092"));

        Assert.Equal(
            ["one:9092", "one:9092", "one:9092"],
            [clients.Consumer().BootstrapServers, clients.Producer().BootstrapServers, clients.Admin().BootstrapServers]);
        Assert.Null(Clients().Servers);
    }

    [Fact]
    public void How_long_a_message_may_wait_is_up_to_whoever_waits()
    {
        var clients = Clients(("Segmentation:Kafka:Producer:message_timeout_ms", "60000"));

        Assert.Equal((60_000, 5_000), (clients.Producer().MessageTimeoutMs, clients.Producer(TimeSpan.FromSeconds(5)).MessageTimeoutMs));
    }

    [Theory]
    [InlineData("Producer:linger_ms", "10", 60_000)]
    [InlineData("Producer:message_timeout_ms", "300000", 300_000)]
    [InlineData("Producer:delivery_timeout_ms", "200000", 200_000)]
    [InlineData("Common:socket_timeout_ms", "90000", 90_000)]
    public void A_transaction_lasts_at_least_as_long_as_what_is_sent_in_it_may_wait(string key, string value, int milliseconds)
    {
        var config = Clients(($"Segmentation:Kafka:{key}", value)).TransactionalProducer("one");

        Assert.Equal((milliseconds, "one", true), (config.TransactionTimeoutMs, config.TransactionalId, config.EnableIdempotence));
        using var producer = new ProducerBuilder<byte[], byte[]>(config).SetLogHandler((_, _) => { }).Build();
    }

    [Theory]
    [InlineData("s3cret", "s3cret")]
    [InlineData("s3cret\n", "s3cret")]
    [InlineData("s3cret\r\n", "s3cret")]
    [InlineData(" s3 cret \n\n", " s3 cret \n")]
    public void A_secret_in_a_file_is_its_text_without_the_final_line_end(string text, string secret)
    {
        var file = _folder.Write("secret", text);
        var clients = Clients(($"{Common}sasl_password_file", file), ($"{Common}SSL_KEY_PASSWORD_FILE", file));

        Assert.Equal((secret, secret), (clients.Consumer().SaslPassword, clients.Admin().SslKeyPassword));
    }

    [Fact]
    public void A_secret_of_one_kind_of_client_takes_the_place_of_the_common_one()
    {
        var clients = Clients(($"{Common}sasl_password", "common"), ($"{Consumer}sasl_password_file", _folder.Write("secret", "special")));

        Assert.Equal(("special", "common"), (clients.Consumer().SaslPassword, clients.Producer().SaslPassword));
    }

    [Fact]
    public void Secrets_are_not_shown()
    {
        var clients = Clients(
            ($"{Common}sasl_password", "s3cret"),
            ($"{Common}ssl_key_pem", "s3cret"),
            ($"{Common}sasl_oauthbearer_client_secret", "s3cret"),
            ($"{Common}sasl_username", "segmentation"));

        var text = new KafkaClientSettings("admin client", clients.Admin()).ToString();

        Assert.Equal("sasl.oauthbearer.client.secret=***, sasl.password=***, sasl.username=segmentation, ssl.key.pem=***", text);
    }

    public void Dispose() => _folder.Dispose();

    private static KafkaClientFactory Clients(params (string Key, string Value)[] settings) => new(Configuration(settings));

    internal static IConfiguration Configuration(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value)))
        .Build();
}
