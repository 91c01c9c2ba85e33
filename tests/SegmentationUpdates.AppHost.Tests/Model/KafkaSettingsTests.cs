namespace SegmentationUpdates.AppHost.Tests.Model;

public sealed class KafkaSettingsTests
{
    private static readonly string[] Services = ["migrations", "consumer", "trainer", "producer", "dashboard"];

    private static readonly string[] Settings =
    [
        ApplicationModel.External,
        "--ConnectionStrings:kafka=broker.example.com:9093",
        "--ConnectionStrings:segmentation=Host=db.example.com",
        "--Segmentation:Kafka:Common:security_protocol=SASL_SSL",
        "--Segmentation:Kafka:Common:sasl_username=segmentation",
        "--Segmentation:Kafka:Common:sasl_password=s3cret",
        "--Segmentation:Kafka:Producer:ssl_key_password=s3cret",
        "--Segmentation:Kafka:Consumer:ssl_keystore_password_file=/run/secrets/keystore",
        "--Segmentation:Kafka:Consumer:group_id=replay",
        "--Segmentation:Kafka:Admin:socket_timeout_ms=9000",
    ];

    [Fact]
    public async Task Every_service_gets_all_of_them()
    {
        await using var model = await ApplicationModel.CreateAsync(Settings);

        foreach (var service in Services)
        {
            var environment = await model.EnvironmentAsync(service);
            Assert.Equal("SASL_SSL", environment["Segmentation__Kafka__Common__security_protocol"]);
            Assert.Equal("segmentation", environment["Segmentation__Kafka__Common__sasl_username"]);
            Assert.Equal("replay", environment["Segmentation__Kafka__Consumer__group_id"]);
            Assert.Equal("/run/secrets/keystore", environment["Segmentation__Kafka__Consumer__ssl_keystore_password_file"]);
            Assert.Equal("9000", environment["Segmentation__Kafka__Admin__socket_timeout_ms"]);
        }
    }

    [Fact]
    public async Task Secrets_are_parameters_one_for_all_services()
    {
        await using var model = await ApplicationModel.CreateAsync(Settings);

        var password = Assert.IsType<ParameterResource>(model.Resource("kafka-common-sasl-password"));
        Assert.True(password.Secret);
        Assert.Equal("s3cret", await password.GetValueAsync(TestContext.Current.CancellationToken));
        foreach (var service in Services)
        {
            var environment = await model.EnvironmentAsync(service);
            Assert.Same(password, environment["Segmentation__Kafka__Common__sasl_password"]);
            Assert.True(Assert.IsType<ParameterResource>(environment["Segmentation__Kafka__Producer__ssl_key_password"]).Secret);
            Assert.DoesNotContain("s3cret", environment.Values);
        }
    }

    [Fact]
    public async Task What_the_configuration_says_counts_for_more_than_what_the_broker_in_memory_wants()
    {
        await using var model = await ApplicationModel.CreateAsync(
            ApplicationModel.Local, "--Segmentation:Kafka:Consumer:group_protocol=classic");

        var environment = await model.EnvironmentAsync("consumer");
        Assert.Equal("classic", environment["Segmentation__Kafka__Consumer__group_protocol"]);
        Assert.Equal("25", environment["Segmentation__Kafka__Consumer__fetch_wait_max_ms"]);
    }
}
