using Aspire.Hosting.Kubernetes.Resources;

namespace SegmentationUpdates.AppHost;

internal sealed class KubernetesJobSpec
{
    public PodTemplateSpecV1 Template { get; set; } = new();
}
