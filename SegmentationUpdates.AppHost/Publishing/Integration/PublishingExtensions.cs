using Aspire.Hosting.Kubernetes;

namespace SegmentationUpdates.AppHost.Publishing;

/// <summary>What published output needs beyond what Aspire derives from the model. Nothing of it has an effect when the application is run.</summary>
internal static class PublishingExtensions
{
    public static bool CanPublish => true;

    public static void AddPublishTarget(this IDistributedApplicationBuilder builder, AppHostSettings settings)
    {
        // It collects the telemetry where no collector does.
        var withDashboard = settings.Collector is null;
        if (settings.Target == PublishTarget.Kubernetes)
        {
            builder.AddKubernetesEnvironment("kubernetes").WithDashboard(withDashboard).WithProperties(cluster =>
            {
                // By default a volume is an emptyDir, which is lost with its pod.
                cluster.DefaultStorageType = "pvc";
                cluster.DefaultStorageSize = "10Gi";
            });
        }
        else
        {
            builder.AddDockerComposeEnvironment("compose").WithDashboard(withDashboard);
        }
    }

    /// <summary>Published as what runs for ever, in its number of replicas.</summary>
    public static IResourceBuilder<T> PublishAsService<T>(this IResourceBuilder<T> service, PublishTarget target)
        where T : IComputeResource =>
        target == PublishTarget.Kubernetes
            ? service.PublishAsKubernetesService(CorrectProbes)
            : service.PublishAsDockerComposeService((_, compose) =>
            {
                compose.Restart = "unless-stopped";

                // Aspire hands the number of replicas to Kubernetes only.
                if (service.Resource.GetReplicaCount() is > 1 and var replicas)
                {
                    compose.Deploy = new() { Replicas = replicas };
                }
            });

    /// <summary>Published as what ends, and is started again only when it fails.</summary>
    public static IResourceBuilder<T> PublishAsJob<T>(this IResourceBuilder<T> program, PublishTarget target)
        where T : IComputeResource =>
        target == PublishTarget.Kubernetes
            ? program.PublishAsKubernetesService(resource => resource.Workload = KubernetesJob.Of(resource.Workload!))
            : program.PublishAsDockerComposeService((_, compose) => compose.Restart = "on-failure");

    /// <summary>
    /// On a volume of Kubernetes, which belongs to root and may hold a folder lost+found: the image's user gets the group, and the log a folder
    /// below, because Kafka takes every folder beside its partitions for a broken one.
    /// </summary>
    public static IResourceBuilder<T> WithLogOnVolume<T>(this IResourceBuilder<T> broker, PublishTarget target)
        where T : IComputeResource, IResourceWithEnvironment =>
        target == PublishTarget.Kubernetes
            ? broker
                .WithEnvironment("KAFKA_LOG_DIRS", "/var/lib/kafka/data/log")
                .PublishAsKubernetesService(resource => resource.Workload!.PodTemplate.Spec.SecurityContext = new() { FsGroup = 1000 })
            : broker;

    // Kubernetes knows HTTP, Aspire writes http: https://github.com/microsoft/aspire/issues/18271. Can go when that is closed.
    private static void CorrectProbes(KubernetesResource resource)
    {
        foreach (var container in resource.Workload!.PodTemplate.Spec.Containers)
        {
            foreach (var probe in new[] { container.LivenessProbe, container.ReadinessProbe })
            {
                if (probe?.HttpGet is { } get)
                {
                    get.Scheme = "HTTP";
                }
            }
        }
    }
}
