using Aspire.Hosting.Kubernetes.Resources;

namespace SegmentationUpdates.AppHost.Publishing;

internal sealed class NetworkPolicySpec
{
    public LabelSelectorV1 PodSelector { get; set; } = new();

    /// <summary>Connections to the pods; with no rule for them, none is let in. What they connect to themselves is left to the cluster.</summary>
    public List<string> PolicyTypes { get; } = ["Ingress"];
}
