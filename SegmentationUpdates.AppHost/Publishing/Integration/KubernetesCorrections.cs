using Aspire.Hosting.Kubernetes.Resources;

namespace SegmentationUpdates.AppHost.Publishing;

/// <summary>What a pod of ours needs to be let in by a cluster with rules, beyond what Aspire writes.</summary>
internal static class KubernetesCorrections
{
    // The user of Microsoft's images, and the group that may write to a volume of its own.
    private const long User = 1654;
    private const string TemporaryFiles = "tmp";

    /// <summary>For services and programs of ours; their images run as an ordinary user and write to the folder for temporary files only.</summary>
    public static void Harden(PodTemplateSpecV1 pod)
    {
        pod.Spec.SecurityContext = new()
        {
            RunAsNonRoot = true,
            RunAsUser = User,
            RunAsGroup = User,
            FsGroup = User,
            SeccompProfile = new() { Type = "RuntimeDefault" },
        };
        pod.Spec.Volumes.Add(new() { Name = TemporaryFiles, EmptyDir = new() { SizeLimit = "256Mi" } });
        foreach (var container in pod.Spec.Containers)
        {
            container.SecurityContext = new()
            {
                AllowPrivilegeEscalation = false,
                ReadOnlyRootFilesystem = true,
                Capabilities = new() { Drop = { "ALL" } },
            };
            container.VolumeMounts.Add(new() { Name = TemporaryFiles, MountPath = "/tmp" });

            // Enough for a million customers; a limit on the processor would only slow down what has time to spare.
            container.Resources = new() { Requests = { ["cpu"] = "100m", ["memory"] = "256Mi" }, Limits = { ["memory"] = "2Gi" } };
        }
    }

    /// <summary>Kubernetes knows HTTP, Aspire writes http: https://github.com/microsoft/aspire/issues/18271. Can go when that is closed.</summary>
    public static void CorrectProbes(PodTemplateSpecV1 pod)
    {
        foreach (var container in pod.Spec.Containers)
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
