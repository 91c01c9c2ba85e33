namespace SegmentationUpdates.AppHost.Tests.Publishing;

public sealed class ComposeTests
{
    private const string File = "docker-compose.yaml";

    [Fact]
    public async Task Servers_come_with_volumes_and_without_passwords()
    {
        using var output = await PublishedOutput.WriteAsync();
        var compose = output.Read(File);

        Assert.Contains("source: segmentation-kafka", compose.Block("kafka"), StringComparison.Ordinal);
        Assert.Contains("source: segmentation-postgres", compose.Block("postgres"), StringComparison.Ordinal);
        Assert.Contains($"POSTGRES_PASSWORD: {Must("POSTGRES_PASSWORD")}", compose.Block("postgres"), StringComparison.Ordinal);
        Assert.EndsWith(
            """
            volumes:
              segmentation-kafka:
                driver: "local"
              segmentation-postgres:
                driver: "local"
            """,
            compose.TrimEnd(),
            StringComparison.Ordinal);
        Assert.Contains("POSTGRES_PASSWORD=\n", output.Read(".env").ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.False(output.Mentions(PublishedOutput.Password));
    }

    [Fact]
    public async Task Services_run_for_ever_in_their_replicas_and_migrations_until_they_succeed()
    {
        using var output = await PublishedOutput.WriteAsync("--Segmentation:Consumers=3");
        var compose = output.Read(File);

        Assert.Contains("restart: on-failure", compose.Block("migrations"), StringComparison.Ordinal);
        foreach (var service in new[] { "kafka", "postgres", "consumer", "trainer", "producer", "dashboard" })
        {
            Assert.Contains("restart: unless-stopped", compose.Block(service), StringComparison.Ordinal);
        }

        Assert.Equal("replicas: 3", compose.Block("consumer").Block("deploy"));
        Assert.DoesNotContain("deploy:", compose.Block("producer"), StringComparison.Ordinal);
        Assert.Equal("migrations:\n  condition: service_completed_successfully", compose.Block("consumer").Block("depends_on"));
    }

    [Fact]
    public async Task Services_find_the_servers_by_the_same_names_as_in_development()
    {
        using var output = await PublishedOutput.WriteAsync("--Segmentation:Topics:Partitions=12");
        var compose = output.Read(File);

        foreach (var (service, login) in new[]
        {
            ("migrations", $"Username=postgres;Password={Must("POSTGRES_PASSWORD")}"),
            ("consumer", "Username=segmentation_app"),
            ("trainer", "Username=segmentation_app"),
            ("dashboard", "Username=segmentation_dashboard_app"),
        })
        {
            var environment = compose.Block(service).Block("environment");
            Assert.Contains("ConnectionStrings__kafka: kafka:9092", environment, StringComparison.Ordinal);
            Assert.Contains(
                $"ConnectionStrings__segmentation: Host=postgres;Port=5432;{login};Database=segmentation", environment, StringComparison.Ordinal);
            Assert.Contains("Segmentation__Topics__Partitions: 12", environment, StringComparison.Ordinal);
        }

        Assert.Contains(
            $"Segmentation__Migrations__ServicePassword: {Must("SERVICE_PASSWORD")}",
            compose.Block("migrations").Block("environment"),
            StringComparison.Ordinal);
        Assert.Contains($"PGPASSWORD: {Must("SERVICE_PASSWORD")}", compose.Block("consumer").Block("environment"), StringComparison.Ordinal);
        Assert.Contains(
            $"Segmentation__Migrations__DashboardPassword: {Must("DASHBOARD_PASSWORD")}",
            compose.Block("migrations").Block("environment"),
            StringComparison.Ordinal);
        Assert.Contains($"PGPASSWORD: {Must("DASHBOARD_PASSWORD")}", compose.Block("dashboard").Block("environment"), StringComparison.Ordinal);
        Assert.DoesNotContain("DASHBOARD_PASSWORD", compose.Block("consumer"), StringComparison.Ordinal);
        Assert.DoesNotContain("POSTGRES_PASSWORD", compose.Block("consumer"), StringComparison.Ordinal);
        Assert.False(output.Mentions(PublishedOutput.Password));
        Assert.False(output.Mentions(PublishedOutput.ServicePassword));
        Assert.False(output.Mentions(PublishedOutput.DashboardPassword));
        var producer = compose.Block("producer").Block("environment");
        Assert.Contains("ConnectionStrings__kafka: kafka:9092", producer, StringComparison.Ordinal);
        Assert.Contains("Segmentation__Simulation__Rate: ${PRODUCER_RATE:-200}", producer, StringComparison.Ordinal);
        Assert.DoesNotContain("ConnectionStrings__segmentation", producer, StringComparison.Ordinal);
        Assert.DoesNotContain("AllowReset", compose, StringComparison.Ordinal);
        Assert.DoesNotContain("Development", compose, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_all_services_only_the_dashboard_is_reached_from_outside_and_its_keys_are_left_to_whoever_installs()
    {
        using var output = await PublishedOutput.WriteAsync();
        var compose = output.Read(File);

        Assert.Contains("ports:", compose.Block("dashboard"), StringComparison.Ordinal);
        foreach (var service in new[] { "consumer", "trainer", "producer", "postgres", "kafka" })
        {
            Assert.DoesNotContain("ports:", compose.Block(service), StringComparison.Ordinal);
        }

        var environment = compose.Block("dashboard").Block("environment");
        Assert.Contains($"Segmentation__Dashboard__OperatorKey: {Must("OPERATOR_KEY")}", environment, StringComparison.Ordinal);
        Assert.Contains("Segmentation__Dashboard__ViewerKey: ${VIEWER_KEY:-}", environment, StringComparison.Ordinal);
        foreach (var service in new[] { "consumer", "trainer", "producer" })
        {
            Assert.Contains(
                $"Segmentation__Operations__OperatorKey: {Must("OPERATOR_KEY")}", compose.Block(service).Block("environment"), StringComparison.Ordinal);
        }

        Assert.Equal("consumer:\n  condition: service_started", compose.Block("dashboard").Block("depends_on"));
        Assert.False(output.Mentions(PublishedOutput.Key));
    }

    [Fact]
    public async Task With_external_servers_and_a_collector_there_is_no_image_but_ours()
    {
        using var output = await PublishedOutput.WriteAsync(
            "--ConnectionStrings:kafka=broker.example:9092",
            $"--ConnectionStrings:segmentation=Host=db.example;Password={PublishedOutput.Password}",
            "--Segmentation:OtlpEndpoint=http://collector.example:4317");
        var compose = output.Read(File);

        Assert.Equal(
            [
                "${CONSUMER_IMAGE:-consumer:latest}", "${DASHBOARD_IMAGE:-dashboard:latest}", "${MIGRATIONS_IMAGE:-migrations:latest}",
                "${PRODUCER_IMAGE:-producer:latest}", "${TRAINER_IMAGE:-trainer:latest}",
            ],
            compose.Split('\n')
                .Where(line => line.StartsWith("    image:", StringComparison.Ordinal))
                .Select(line => line["    image:".Length..].Trim(' ', '"'))
                .Order(StringComparer.Ordinal));
        var consumer = compose.Block("consumer").Block("environment");
        Assert.Contains($"ConnectionStrings__kafka: {Must("KAFKA")}", consumer, StringComparison.Ordinal);
        Assert.Contains($"ConnectionStrings__segmentation: {Must("SEGMENTATION")}", consumer, StringComparison.Ordinal);
        Assert.Contains("OTEL_EXPORTER_OTLP_ENDPOINT: http://collector.example:4317", consumer, StringComparison.Ordinal);
        Assert.False(output.Mentions("broker.example"));
        Assert.False(output.Mentions(PublishedOutput.Password));
    }

    [Fact]
    public async Task Migrations_wait_until_the_servers_are_healthy()
    {
        using var output = await PublishedOutput.WriteAsync();
        var compose = output.Read(File);

        Assert.Contains("pg_isready", compose.Block("postgres").Block("healthcheck"), StringComparison.Ordinal);
        Assert.Contains("kafka-topics", compose.Block("kafka").Block("healthcheck"), StringComparison.Ordinal);
        var order = compose.Block("migrations").Block("depends_on");
        Assert.Equal("service_healthy", order.Block("kafka").Split(": ")[1]);
        Assert.Equal("service_healthy", order.Block("postgres").Split(": ")[1]);
    }

    [Fact]
    public async Task Nothing_but_secrets_has_to_be_filled_in()
    {
        using var output = await PublishedOutput.WriteAsync();

        // A variable without a default would be empty, and an empty port makes the file invalid.
        var variables = output.Read(File).Split("${").Skip(1).Select(rest => rest[..rest.IndexOf('}', StringComparison.Ordinal)]).ToList();
        Assert.NotEmpty(variables);
        Assert.All(variables, variable => Assert.Contains(':', variable));
        Assert.Equal(
            ["DASHBOARD_PASSWORD", "OPERATOR_KEY", "POSTGRES_PASSWORD", "SERVICE_PASSWORD"],
            variables.Where(variable => variable.Contains(":?", StringComparison.Ordinal)).Select(variable => variable.Split(':')[0])
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    private static string Must(string name) => $"${{{name}:?fill in {name} in .env}}";
}
