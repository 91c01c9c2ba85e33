using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Messaging.Tests.Clients;

public sealed class KafkaSettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("Common:sasl_passwrd", "s3cret", "Segmentation:Kafka:Common:sasl_passwrd is no property of the Kafka client. Did you mean 'sasl_password'?")]
    [InlineData("Common:sasl_passwrd_file", "/a", "Segmentation:Kafka:Common:sasl_passwrd_file is no property of the Kafka client.")]
    [InlineData("Common:sasl_username_file", "/a", "Segmentation:Kafka:Common:sasl_username_file is no property of the Kafka client.")]
    [InlineData("Common:sasl_password_file", "/no/such/file", "Segmentation:Kafka:Common:sasl_password_file: there is no file /no/such/file")]
    [InlineData("Common:sasl_password_file", "", "Segmentation:Kafka:Common:sasl_password_file: it names no file")]
    [InlineData("Common:ssl_key_pem_file", "/", "Segmentation:Kafka:Common:ssl_key_pem_file: the file / cannot be read (")]
    [InlineData("Common:linger_ms", "soon", "Segmentation:Kafka:Common:linger_ms: ")]
    [InlineData("Common:linger_ms:x", "1", "Segmentation:Kafka:Common:linger_ms is one value, not a section")]
    [InlineData("Common", "x", "Segmentation:Kafka:Common is a section, not a value")]
    [InlineData("Consumer:enable_auto_commit", "true", "Segmentation:Kafka:Consumer:enable_auto_commit cannot be set: offsets are committed when")]
    [InlineData("Producer:transactional_id", "mine", "Segmentation:Kafka:Producer:transactional_id cannot be set: ")]
    [InlineData("Consumer:enable_partition_eof", "false", "Segmentation:Kafka:Consumer:enable_partition_eof cannot be set: ")]
    [InlineData(
        "Comon:linger_ms",
        "1",
        "Segmentation:Kafka:Comon is no section of the configuration; those of Segmentation:Kafka are Common, Consumer, Producer, Admin. Did you "
            + "mean 'Common'?")]
    [InlineData("Common:security_protocol", "sasl_plaintext", "Segmentation:Kafka: ")]
    [InlineData("Admin:ssl_ca_location", "/no/such/ca.pem", "Segmentation:Kafka:Admin:ssl_ca_location: there is no file /no/such/ca.pem")]
    public void What_is_wrong_is_named_in_one_sentence(string key, string value, string sentence)
    {
        var problem = Assert.Single(Problems(($"Segmentation:Kafka:{key}", value)));

        Assert.StartsWith(sentence, problem);
        Assert.DoesNotContain("s3cret", problem);
    }

    [Fact]
    public void A_secret_and_its_file_are_one_too_many()
    {
        var problem = Assert.Single(Problems(
            ("Segmentation:Kafka:Common:sasl_password", "s3cret"), ("Segmentation:Kafka:Common:sasl_password_file", _folder.Write("secret", "s3cret"))));

        Assert.Equal(
            "Segmentation:Kafka:Common:sasl_password_file and Segmentation:Kafka:Common:sasl_password are both set: leave one of them out", problem);
    }

    [Fact]
    public void An_empty_file_is_no_secret()
    {
        var file = _folder.Write("secret", "\n");

        Assert.Equal(
            $"Segmentation:Kafka:Common:sasl_password_file: the file {file} is empty",
            Assert.Single(Problems(("Segmentation:Kafka:Common:sasl_password_file", file))));
    }

    [Theory]
    [InlineData("Consumer:Config:GroupId", "set Segmentation:Kafka:Consumer:group_id")]
    [InlineData("Producer:kafka:Config:SaslPassword", "set Segmentation:Kafka:Producer:sasl_password")]
    [InlineData("Consumer:ConnectionString", "set ConnectionStrings:kafka")]
    [InlineData("Consumer:DisableMetrics", "remove it; properties of the clients are set in Segmentation:Kafka")]
    public void The_keys_of_before_name_their_successors(string key, string mend) => Assert.Equal(
        $"Aspire:Confluent:Kafka:{key} is not read any more: {mend}", Assert.Single(Problems(($"Aspire:Confluent:Kafka:{key}", "true"))));

    [Fact]
    public void What_is_right_is_not_complained_of() => Assert.Empty(Problems(
        ("ConnectionStrings:kafka", "127.0.0.1:1"),
        ("Segmentation:Kafka:Common:security_protocol", "SASL_PLAINTEXT"),
        ("Segmentation:Kafka:Common:sasl_mechanism", "SCRAM-SHA-512"),
        ("Segmentation:Kafka:Common:sasl_username", "segmentation"),
        ("Segmentation:Kafka:Common:sasl_password_file", _folder.Write("secret", "s3cret\n")),
        ("Segmentation:Kafka:Consumer:group_protocol", "consumer"),
        ("Segmentation:Kafka:Producer:compression_type", "zstd"),
        ("Segmentation:Kafka:Admin:socket_timeout_ms", "9000")));

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> Problems(params (string Key, string Value)[] settings) =>
        new KafkaSettings(KafkaClientFactoryTests.Configuration(settings), KafkaClientKinds.All).Problems();
}
