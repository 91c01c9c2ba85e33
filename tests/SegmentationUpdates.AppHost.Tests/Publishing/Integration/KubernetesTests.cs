namespace SegmentationUpdates.AppHost.Tests.Publishing;

public sealed class KubernetesTests
{
    private const string Kubernetes = "--Segmentation:Target=kubernetes";

    [Fact]
    public async Task Migrations_are_a_job_of_each_release()
    {
        using var output = await PublishedOutput.WriteAsync(Kubernetes);

        Assert.DoesNotContain("templates/migrations/deployment.yaml", output.Files);
        var job = output.Read("templates/migrations/job.yaml");
        Assert.Contains("apiVersion: \"batch/v1\"", job, StringComparison.Ordinal);
        Assert.Contains("kind: \"Job\"", job, StringComparison.Ordinal);
        Assert.Contains("name: migrations-job-{{.Release.Revision}}", job.Block("metadata"), StringComparison.Ordinal);
        var pod = job.Block("template").Block("spec");
        Assert.Contains("restartPolicy: OnFailure", pod, StringComparison.Ordinal);
        Assert.Contains("name: migrations-config", pod, StringComparison.Ordinal);
        Assert.Contains("name: migrations-secrets", pod, StringComparison.Ordinal);

        // A job has none of its own, and refuses a deployment's.
        Assert.DoesNotContain("selector:", job, StringComparison.Ordinal);
        Assert.DoesNotContain("replicas:", job, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Consumers_run_in_their_replicas()
    {
        using var output = await PublishedOutput.WriteAsync(Kubernetes, "--Segmentation:Consumers=4");

        Assert.Contains("  replicas: 4\n", output.Read("templates/consumer/deployment.yaml"), StringComparison.Ordinal);
        Assert.Contains("  replicas: 1\n", output.Read("templates/producer/deployment.yaml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("consumer")]
    [InlineData("trainer")]
    [InlineData("producer")]
    [InlineData("dashboard")]
    public async Task Probes_ask_the_health_endpoints_by_http(string service)
    {
        using var output = await PublishedOutput.WriteAsync(Kubernetes);
        var deployment = output.Read($"templates/{service}/deployment.yaml");

        var port = $"port: {{{{ .Values.parameters.{service}.port_http | int }}}}";
        Assert.Equal($"scheme: HTTP\npath: /health\n{port}", deployment.Block("readinessProbe").Block("httpGet"));
        Assert.Equal($"scheme: HTTP\npath: /alive\n{port}", deployment.Block("livenessProbe").Block("httpGet"));
    }

    [Theory]
    [InlineData("kafka")]
    [InlineData("postgres")]
    public async Task Servers_keep_their_data_in_a_volume_that_outlives_the_pod(string server)
    {
        using var output = await PublishedOutput.WriteAsync(Kubernetes);

        var claim = output.Read($"templates/{server}/segmentation-{server}-pvc.yaml");
        Assert.Contains("kind: \"PersistentVolumeClaim\"", claim, StringComparison.Ordinal);
        Assert.Equal("storage: 10Gi", claim.Block("requests"));
        var pod = output.Read($"templates/{server}/statefulset.yaml");
        Assert.Contains($"claimName: {server}-segmentation-{server}-pvc", pod.Block("volumes"), StringComparison.Ordinal);
        Assert.DoesNotContain("emptyDir", pod, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kafka_may_write_to_its_volume_and_does_not_take_lost_and_found_for_a_partition()
    {
        using var output = await PublishedOutput.WriteAsync(Kubernetes);

        Assert.Equal("fsGroup: 1000", output.Read("templates/kafka/statefulset.yaml").Block("securityContext"));
        Assert.Contains("KAFKA_LOG_DIRS: /var/lib/kafka/data/log", output.Read("values.yaml").Block("kafka"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_are_left_to_whoever_installs()
    {
        using var output = await PublishedOutput.WriteAsync(Kubernetes);

        Assert.False(output.Mentions(PublishedOutput.Password));
        Assert.False(output.Mentions(PublishedOutput.ServicePassword));
        Assert.False(output.Mentions(PublishedOutput.DashboardPassword));
        Assert.False(output.Mentions(PublishedOutput.Key));
        var secrets = output.Read("values.yaml").Block("secrets");
        Assert.Contains("postgres_password: \n", secrets.Block("migrations"), StringComparison.Ordinal);
        Assert.Contains("service_password:", secrets.Block("migrations"), StringComparison.Ordinal);
        Assert.Contains("dashboard_password:", secrets.Block("migrations"), StringComparison.Ordinal);
        Assert.DoesNotContain("dashboard_password:", secrets.Block("consumer"), StringComparison.Ordinal);
        Assert.Contains("service_password:", secrets.Block("consumer"), StringComparison.Ordinal);
        Assert.Contains(
            "ConnectionStrings__segmentation: Host=postgres-service;Port=5432;Username=postgres;" +
            "Password={{ .Values.secrets.migrations.postgres_password }};Database=segmentation",
            output.Read("templates/migrations/secrets.yaml").Block("stringData"),
            StringComparison.Ordinal);
        Assert.Contains(
            "ConnectionStrings__segmentation: Host=postgres-service;Port=5432;Username=segmentation_app;Database=segmentation",
            output.Read("values.yaml").Block("config").Block("consumer"),
            StringComparison.Ordinal);
        Assert.Contains(
            "PGPASSWORD: {{ .Values.secrets.consumer.service_password }}",
            output.Read("templates/consumer/secrets.yaml").Block("stringData"),
            StringComparison.Ordinal);
        foreach (var key in new[] { "dashboard_password:", "operator_key:", "viewer_key:" })
        {
            Assert.Contains(key, secrets.Block("dashboard"), StringComparison.Ordinal);
        }

        foreach (var service in new[] { "consumer", "trainer", "producer" })
        {
            Assert.Contains("operator_key:", secrets.Block(service), StringComparison.Ordinal);
            Assert.Contains(
                $"Segmentation__Operations__OperatorKey: {{{{ .Values.secrets.{service}.operator_key }}}}",
                output.Read($"templates/{service}/secrets.yaml").Block("stringData"),
                StringComparison.Ordinal);
        }

        Assert.DoesNotContain("postgres_password", output.Read("templates/consumer/secrets.yaml"), StringComparison.Ordinal);
        Assert.DoesNotContain("Password", output.Read("templates/consumer/config.yaml"), StringComparison.Ordinal);
        Assert.Contains("producer_rate: 200", output.Read("values.yaml").Block("config"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_external_servers_and_a_collector_there_is_nothing_but_ours()
    {
        using var output = await PublishedOutput.WriteAsync(
            Kubernetes,
            "--ConnectionStrings:kafka=broker.example:9092",
            $"--ConnectionStrings:segmentation=Host=db.example;Password={PublishedOutput.Password}",
            "--Segmentation:OtlpEndpoint=http://collector.example:4317");

        Assert.Equal(
            ["consumer", "dashboard", "migrations", "producer", "trainer"],
            output.Files.Where(file => file.StartsWith("templates/", StringComparison.Ordinal))
                .Select(file => file.Split('/')[1])
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal));
        var secrets = output.Read("templates/consumer/secrets.yaml").Block("stringData");
        Assert.Contains("ConnectionStrings__kafka: {{ .Values.secrets.consumer.kafka }}", secrets, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings__segmentation: {{ .Values.secrets.consumer.segmentation }}", secrets, StringComparison.Ordinal);
        Assert.False(output.Mentions("broker.example"));
        Assert.False(output.Mentions(PublishedOutput.Password));
    }

    [Theory]
    [InlineData("consumer", "deployment.yaml")]
    [InlineData("trainer", "deployment.yaml")]
    [InlineData("producer", "deployment.yaml")]
    [InlineData("dashboard", "deployment.yaml")]
    [InlineData("migrations", "job.yaml")]
    public async Task Pods_run_as_an_ordinary_user_on_a_file_system_that_they_cannot_write(string service, string file)
    {
        using var output = await PublishedOutput.WriteAsync(Kubernetes);

        var pod = output.Read($"templates/{service}/{file}").Block("template").Block("spec");
        Assert.Contains("runAsNonRoot: true", pod, StringComparison.Ordinal);
        Assert.Contains("readOnlyRootFilesystem: true", pod, StringComparison.Ordinal);
        Assert.Contains("allowPrivilegeEscalation: false", pod, StringComparison.Ordinal);
        Assert.Contains("mountPath: /tmp", pod, StringComparison.Ordinal);
        Assert.Contains("memory:", pod.Block("resources"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Maintenance_of_the_cluster_takes_one_consumer_at_a_time()
    {
        using var output = await PublishedOutput.WriteAsync(Kubernetes);

        var budget = output.Read("templates/consumer/disruption.yaml");
        Assert.Contains("kind: \"PodDisruptionBudget\"", budget, StringComparison.Ordinal);
        Assert.Contains("maxUnavailable: 1", budget, StringComparison.Ordinal);
        Assert.DoesNotContain("templates/producer/disruption.yaml", output.Files);
    }

    [Theory]
    [InlineData("consumer")]
    [InlineData("trainer")]
    [InlineData("producer")]
    public async Task Nobody_connects_to_what_nobody_calls(string service)
    {
        using var output = await PublishedOutput.WriteAsync(Kubernetes);

        var policy = output.Read($"templates/{service}/network.yaml");
        Assert.Contains("kind: \"NetworkPolicy\"", policy, StringComparison.Ordinal);
        Assert.Equal("- Ingress", policy.Block("policyTypes"));
        Assert.Contains($"app.kubernetes.io/component: {service}", policy.Block("podSelector"), StringComparison.Ordinal);
        Assert.DoesNotContain("ingress:", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("templates/dashboard/network.yaml", output.Files);
    }

    [Fact]
    public async Task Files_have_names_that_every_system_takes()
    {
        using var output = await PublishedOutput.WriteAsync(Kubernetes);

        Assert.All(output.Files, file => Assert.Matches("^[A-Za-z0-9._/-]+$", file));
    }
}
