namespace SegmentationUpdates.AppHost.Settings;

/// <summary>What Kafka or PostgreSQL is. Configuration key <c>Segmentation:Servers</c>; without it, what there is on this machine.</summary>
internal enum ServerKind
{
    /// <summary>Containers, for which an engine is needed.</summary>
    Containers,

    /// <summary>Programs of this machine, run by LocalServices.Host.</summary>
    Local,

    /// <summary>Servers of somebody else, named by their connection strings.</summary>
    External,
}
