using SegmentationUpdates.AppHost.Publishing;
using SegmentationUpdates.AppHost.Settings;

namespace SegmentationUpdates.AppHost.Containers;

/// <summary>A container with one broker, by Aspire.Hosting.Kafka.</summary>
internal static class KafkaContainer
{
    public static IResourceBuilder<IResourceWithConnectionString> AddKafkaContainer(
        this IDistributedApplicationBuilder builder, AppHostSettings settings)
    {
        var broker = builder.AddKafka("kafka")
            .WithTransactionsOfOneBroker()
            .WithUrlForEndpoint("tcp", url => url.DisplayText = "Broker")
            .WithUrlForEndpoint("internal", url => url.DisplayLocation = UrlDisplayLocation.DetailsOnly)
            .PublishAsService(settings.Target);
        broker.WithKafkaUI(ui => ui
            .WithParentRelationship(broker)
            .WithExplicitStart()
            .WithUrlForEndpoint("http", url => url.DisplayText = "Topics and messages"));
        return settings.IsPersistent ? broker.WithDataVolume("segmentation-kafka").WithLogOnVolume(settings.Target) : broker;
    }
}
