using SegmentationUpdates.AppHost.Publishing;
using SegmentationUpdates.AppHost.Settings;

namespace SegmentationUpdates.AppHost.Containers;

/// <summary>
/// A container with one broker where the feed has no Aspire.Hosting.Kafka: the same image with the same listeners. What is missing beside
/// the integration is a health check; the migrations wait until the broker answers anyway.
/// </summary>
internal static class KafkaContainer
{
    private const int HostPort = 9092;
    private const int InternalPort = 9093;
    private const string DataFolder = "/var/lib/kafka/data";

    public static IResourceBuilder<IResourceWithConnectionString> AddKafkaContainer(
        this IDistributedApplicationBuilder builder, AppHostSettings settings)
    {
        var resource = new KafkaContainerResource("kafka");
        var broker = builder.AddResource(resource)
            .WithImage("confluentinc/confluent-local", "8.2.0")
            .WithImageRegistry("docker.io")
            .WithIconName("MailMultiple")
            .WithEndpoint(targetPort: HostPort, name: KafkaContainerResource.HostEndpoint)
            .WithEndpoint(targetPort: InternalPort, name: KafkaContainerResource.InternalEndpoint)
            .WithEnvironment(
                "KAFKA_LISTENERS",
                "PLAINTEXT://localhost:29092,CONTROLLER://localhost:29093,PLAINTEXT_HOST://0.0.0.0:9092,PLAINTEXT_INTERNAL://0.0.0.0:9093")
            .WithEnvironment(
                "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP",
                "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,PLAINTEXT_HOST:PLAINTEXT,PLAINTEXT_INTERNAL:PLAINTEXT")
            .WithEnvironment("KAFKA_ADVERTISED_LISTENERS", AdvertisedListeners(resource, builder.ExecutionContext.IsRunMode))
            .WithTransactionsOfOneBroker()
            .WithUrlForEndpoint(KafkaContainerResource.HostEndpoint, url => url.DisplayText = "Broker")
            .WithUrlForEndpoint(KafkaContainerResource.InternalEndpoint, url => url.DisplayLocation = UrlDisplayLocation.DetailsOnly)
            .PublishAsService(settings.Target);
        builder.AddContainer("kafka-ui", "kafbat/kafka-ui", "v1.5.0")
            .WithImageRegistry("docker.io")
            .WithIconName("WindowDatabase")
            .WithHttpEndpoint(targetPort: 8080)
            .WithEnvironment("KAFKA_CLUSTERS_0_NAME", resource.Name)
            .WithEnvironment("KAFKA_CLUSTERS_0_BOOTSTRAPSERVERS", resource.Name + ":9093")
            .ExcludeFromManifest()
            .WithParentRelationship(broker)
            .WithExplicitStart()
            .WithUrlForEndpoint("http", url => url.DisplayText = "Topics and messages");
        return settings.IsPersistent
            ? broker.WithVolume("segmentation-kafka", DataFolder).WithEnvironment("KAFKA_LOG_DIRS", DataFolder).WithLogOnVolume(settings.Target)
            : broker;
    }

    // Processes of this machine come by the mapped port, containers by the resource's name.
    private static ReferenceExpression AdvertisedListeners(KafkaContainerResource broker, bool isRun)
    {
        var (host, inside) = (broker.Host, broker.Inside);
        return isRun
            ? ReferenceExpression.Create(
                $"PLAINTEXT://localhost:29092,PLAINTEXT_HOST://localhost:{host.Property(EndpointProperty.Port)},PLAINTEXT_INTERNAL://{broker.Name}:{inside.Property(EndpointProperty.TargetPort)}")
            : ReferenceExpression.Create(
                $"PLAINTEXT://{host.Property(EndpointProperty.Host)}:29092,PLAINTEXT_HOST://{host.Property(EndpointProperty.HostAndPort)},PLAINTEXT_INTERNAL://{inside.Property(EndpointProperty.HostAndPort)}");
    }
}
