namespace SegmentationUpdates.Dashboard.Security;

/// <summary>Authorization policies, for endpoints and pages.</summary>
public static class DashboardPolicies
{
    /// <summary>Whoever may look: everybody, unless there is a viewer key.</summary>
    public const string View = "view";

    /// <summary>Who may change something through the API, with the key in the request's header: no cookie is good enough, so no other site can do it.</summary>
    public const string ChangeByApi = "change-by-api";

    /// <summary>Who may change something on the page: logged in with the operator key.</summary>
    public const string Change = "change";
}
