using Aspire.Hosting.Kubernetes.Resources;

namespace SegmentationUpdates.AppHost.Publishing;

/// <summary>Keeps a cluster that is being maintained from stopping all replicas at once; Aspire.Hosting.Kubernetes has no class for it.</summary>
internal sealed class PodDisruptionBudget : BaseKubernetesResource
{
    public PodDisruptionBudget()
        : base("policy/v1", "PodDisruptionBudget")
    {
    }

    public PodDisruptionBudgetSpec Spec { get; } = new();

    /// <summary>Lets one replica of a workload be away at a time.</summary>
    public static PodDisruptionBudget For(Workload workload)
    {
        var budget = new PodDisruptionBudget();
        budget.Metadata.Name = $"{workload.Metadata.Labels["app.kubernetes.io/component"]}-disruption";
        budget.Metadata.Labels = new(workload.Metadata.Labels);
        budget.Spec.Selector = new LabelSelectorV1(new(workload.Metadata.Labels));
        return budget;
    }
}
