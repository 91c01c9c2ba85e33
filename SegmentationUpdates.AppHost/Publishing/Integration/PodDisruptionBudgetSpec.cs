using Aspire.Hosting.Kubernetes.Resources;

namespace SegmentationUpdates.AppHost.Publishing;

internal sealed class PodDisruptionBudgetSpec
{
    public int MaxUnavailable { get; set; } = 1;

    public LabelSelectorV1 Selector { get; set; } = new();
}
