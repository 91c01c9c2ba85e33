using Aspire.Hosting.Kubernetes.Resources;

namespace SegmentationUpdates.AppHost.Publishing;

/// <summary>Who may connect to a pod, in a cluster whose network asks; Aspire.Hosting.Kubernetes has no class for it.</summary>
internal sealed class NetworkPolicy : BaseKubernetesResource
{
    public NetworkPolicy()
        : base("networking.k8s.io/v1", "NetworkPolicy")
    {
    }

    public NetworkPolicySpec Spec { get; } = new();

    /// <summary>Lets nobody connect to a workload that nobody calls; the probes come from its own node, which is always let in.</summary>
    public static NetworkPolicy ForNobody(Workload workload)
    {
        var policy = new NetworkPolicy();
        policy.Metadata.Name = $"{workload.Metadata.Labels["app.kubernetes.io/component"]}-network";
        policy.Metadata.Labels = new(workload.Metadata.Labels);
        policy.Spec.PodSelector = new LabelSelectorV1(new(workload.Metadata.Labels));
        return policy;
    }
}
