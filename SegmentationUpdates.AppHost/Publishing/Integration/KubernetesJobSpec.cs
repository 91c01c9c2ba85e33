using Aspire.Hosting.Kubernetes.Resources;

namespace SegmentationUpdates.AppHost.Publishing;

internal sealed class KubernetesJobSpec
{
    public PodTemplateSpecV1 Template { get; set; } = new();
}
