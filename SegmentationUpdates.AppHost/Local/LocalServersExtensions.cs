using SegmentationUpdates.AppHost.Services;
using SegmentationUpdates.AppHost.Settings;

namespace SegmentationUpdates.AppHost.Local;

internal static class LocalServersExtensions
{
    public static LocalServers AddLocalServers(this IDistributedApplicationBuilder builder, AppHostSettings settings)
    {
        var password = builder.AddParameter(
            "local-password", new GenerateParameterDefault { MinLength = 32, Special = false }, secret: true);
        var servers = builder.AddProject<Projects.LocalServices_Host>("local-services")
            .WithBuiltProgram()
            .WithEndpoint(scheme: "tcp", name: "postgres", env: "LocalServices__PostgresPort")
            .WithEndpoint(scheme: "tcp", name: "kafka", env: "LocalServices__KafkaPort")
            .WithEnvironment("LocalServices__Password", password)
            .WithSettings("Topics")
            .WithTelemetryTo(settings.Collector)
            .WithHttpHealthCheck("/health", endpointName: "http")
            .WithUrlForEndpoint("postgres", url => url.DisplayText = "PostgreSQL")
            .WithUrlForEndpoint("kafka", url => url.DisplayText = "Kafka broker")
            .WithUrlForEndpoint("http", url => url.DisplayLocation = UrlDisplayLocation.DetailsOnly)
            .WithIconName("Database");
        if (settings.IsPersistent)
        {
            servers.WithEnvironment("LocalServices__Data", Path.Combine(builder.AppHostDirectory, ".data"));
        }

        return new LocalServers(servers, password);
    }

    /// <summary>What a consumer has to know of the broker in memory: with the old protocol a rebalance takes seconds, and an empty fetch sleeps.</summary>
    public static IResourceBuilder<ProjectResource> WithBrokerOf(this IResourceBuilder<ProjectResource> service, AppHostSettings settings) =>
        settings.Kafka == ServerKind.Local
            ? service
                .WithEnvironment("Segmentation__Kafka__Consumer__group_protocol", "consumer")
                .WithEnvironment("Segmentation__Kafka__Consumer__fetch_wait_max_ms", "25")
            : service;
}
