using SegmentationUpdates.Dashboard.Security;

namespace SegmentationUpdates.Dashboard.Api;

internal static class OperatorKeyConvention
{
    /// <summary>For endpoints that change something.</summary>
    public static RouteHandlerBuilder RequiresOperatorKey(this RouteHandlerBuilder endpoint) => endpoint
        .RequireAuthorization(DashboardPolicies.ChangeByApi)
        .WithMetadata(ChangesSomething.Instance)
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden);
}
