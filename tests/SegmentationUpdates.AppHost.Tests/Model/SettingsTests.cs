namespace SegmentationUpdates.AppHost.Tests.Model;

public sealed class SettingsTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(5, "--Segmentation:Consumers=5")]
    public async Task Consumers_are_as_many_as_configured(int replicas, params string[] settings)
    {
        await using var model = await ApplicationModel.CreateAsync(settings);

        Assert.Equal(replicas, model.Resource("consumer").GetReplicaCount());
    }

    [Theory]
    [InlineData("200")]
    [InlineData("350", "--Segmentation:Simulation:Rate=350")]
    [InlineData("5000", "--Parameters:producer-rate=5000")]
    [InlineData("5000", "--Parameters:producer-rate=5000", "--Segmentation:Simulation:Rate=350")]
    public async Task The_producers_rate_is_a_parameter(string rate, params string[] settings)
    {
        await using var model = await ApplicationModel.CreateAsync(settings);

        var parameter = Assert.IsType<ParameterResource>(model.Resource("producer-rate"));
        Assert.False(parameter.Secret);
        Assert.Equal(rate, await parameter.GetValueAsync(TestContext.Current.CancellationToken));
        Assert.Same(parameter, (await model.EnvironmentAsync("producer"))["Segmentation__Simulation__Rate"]);
    }

    [Theory]
    [InlineData("migrations", "Topics:Partitions", "12")]
    [InlineData("migrations", "Migrations:CustomersFile", "/data/customers.csv")]
    [InlineData("consumer", "Ingestion:BatchSize", "500")]
    [InlineData("trainer", "Reclustering:Interval", "00:05:00")]
    [InlineData("trainer", "Clustering:K", "5")]
    [InlineData("producer", "Topics:Transactions", "payments")]
    [InlineData("producer", "Simulation:Profile", "Uniform")]
    [InlineData("dashboard", "Topics:Transactions", "payments")]
    public async Task Services_are_told_what_is_configured_for_them(string service, string key, string value)
    {
        await using var model = await ApplicationModel.CreateAsync($"--Segmentation:{key}={value}");

        Assert.Equal(value, (await model.EnvironmentAsync(service))[$"Segmentation__{key.Replace(":", "__", StringComparison.Ordinal)}"]);
    }

    [Fact]
    public async Task Passwords_and_keys_are_not_handed_on_as_text()
    {
        await using var model = await ApplicationModel.CreateAsync("--Segmentation:Migrations:ServicePassword=secret");

        Assert.IsType<ParameterResource>((await model.EnvironmentAsync("migrations"))["Segmentation__Migrations__ServicePassword"]);
    }

    [Fact]
    public async Task The_dashboard_has_an_operator_key_and_a_viewer_key_where_one_is_given()
    {
        await using var open = await ApplicationModel.CreateAsync();
        await using var closed = await ApplicationModel.CreateAsync("--Parameters:viewer-key=secret");

        var key = Assert.IsType<ParameterResource>((await open.EnvironmentAsync("dashboard"))["Segmentation__Dashboard__OperatorKey"]);
        Assert.True(key.Secret);
        Assert.NotNull(key.Default);
        Assert.DoesNotContain("Segmentation__Dashboard__ViewerKey", (await open.EnvironmentAsync("dashboard")).Keys);
        var viewer = Assert.IsType<ParameterResource>((await closed.EnvironmentAsync("dashboard"))["Segmentation__Dashboard__ViewerKey"]);
        Assert.True(viewer.Secret);
    }

    [Fact]
    public async Task Keys_of_operators_and_viewers_with_names_are_secrets()
    {
        await using var model = await ApplicationModel.CreateAsync(
            "--Segmentation:Dashboard:OperatorKeys:alice=the key of alice, for tests", "--Segmentation:Dashboard:ViewerKeys:wall_screen=the key of a screen");

        var environment = await model.EnvironmentAsync("dashboard");
        foreach (var (variable, name) in new[] { ("OperatorKeys__alice", "operator-key-alice"), ("ViewerKeys__wall_screen", "viewer-key-wall-screen") })
        {
            var key = Assert.IsType<ParameterResource>(environment[$"Segmentation__Dashboard__{variable}"]);
            Assert.Equal((name, true), (key.Name, key.Secret));
        }

        Assert.DoesNotContain(environment.Values, value => value is string text && text.StartsWith("the key of", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Telemetry_goes_to_a_collector_where_one_is_named()
    {
        await using var model = await ApplicationModel.CreateAsync("--Segmentation:OtlpEndpoint=http://collector.example:4317");

        foreach (var service in new[] { "migrations", "consumer", "trainer", "producer", "dashboard" })
        {
            var environment = await model.EnvironmentAsync(service);
            Assert.Equal("http://collector.example:4317", environment["OTEL_EXPORTER_OTLP_ENDPOINT"]);
            Assert.Equal(service, environment["OTEL_SERVICE_NAME"]);
        }
    }
}
