namespace SegmentationUpdates.Dashboard.Security;

/// <summary>Whose a key is.</summary>
/// <param name="Name">For the histories: of a named key its name, of any other its role.</param>
/// <param name="Role">One of <see cref="DashboardRoles"/>.</param>
public sealed record KeyHolder(string Name, string Role);
