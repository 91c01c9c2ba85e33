namespace SegmentationUpdates.Dashboard.Security;

/// <summary>What a key makes of its bearer.</summary>
public static class DashboardRoles
{
    /// <summary>May look, and change.</summary>
    public const string Operator = "operator";

    /// <summary>May look.</summary>
    public const string Viewer = "viewer";
}
