using Aspire.Hosting.Publishing;
using SegmentationUpdates.AppHost.Settings;

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
            builder.Eventing.Subscribe<AfterPublishEvent>((_, _) =>
            {
                KubernetesJob.RenameFiles(builder.Configuration["Pipeline:OutputPath"]);
                return Task.CompletedTask;
            });
        }
        else
        {
            builder.AddDockerComposeEnvironment("compose").WithDashboard(withDashboard).ConfigureComposeFile(ComposeCorrections.Apply);
        }
    }

    /// <summary>Published as what runs for ever, in its number of replicas.</summary>
    public static IResourceBuilder<T> PublishAsService<T>(this IResourceBuilder<T> service, PublishTarget target)
        where T : IComputeResource =>
        target == PublishTarget.Kubernetes
            ? service.PublishAsKubernetesService(resource =>
            {
                KubernetesCorrections.CorrectProbes(resource.Workload!.PodTemplate);
                if (service.Resource is not ProjectResource)
                {
                    return;
                }

                KubernetesCorrections.Harden(resource.Workload.PodTemplate);
                if (service.Resource.GetReplicaCount() > 1)
                {
                    resource.AdditionalResources.Add(PodDisruptionBudget.For(resource.Workload));
                }

                if (!service.Resource.Annotations.OfType<EndpointAnnotation>().Any(endpoint => endpoint.IsExternal))
                {
                    resource.AdditionalResources.Add(NetworkPolicy.ForNobody(resource.Workload));
                }
            })
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
            ? program.PublishAsKubernetesService(resource =>
            {
                KubernetesCorrections.Harden(resource.Workload!.PodTemplate);
                resource.Workload = KubernetesJob.Of(resource.Workload);
            })
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
}
