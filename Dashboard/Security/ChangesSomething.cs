namespace SegmentationUpdates.Dashboard.Security;

/// <summary>Metadata of endpoints that only the operator key opens.</summary>
internal sealed class ChangesSomething
{
    public static readonly ChangesSomething Instance = new();
}
