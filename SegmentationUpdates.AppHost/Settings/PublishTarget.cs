namespace SegmentationUpdates.AppHost.Settings;

/// <summary>What the application is published to. Configuration key <c>Segmentation:Target</c>.</summary>
internal enum PublishTarget
{
    /// <summary>A Docker Compose file.</summary>
    Compose,

    /// <summary>A Helm chart.</summary>
    Kubernetes,
}
