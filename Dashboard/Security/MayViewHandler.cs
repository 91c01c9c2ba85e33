using Microsoft.AspNetCore.Authorization;

namespace SegmentationUpdates.Dashboard.Security;

internal sealed class MayViewHandler(ApiKeys keys) : AuthorizationHandler<MayView>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, MayView requirement)
    {
        if (!keys.HasViewerKey || context.User.IsInRole(DashboardRoles.Viewer) || context.User.IsInRole(DashboardRoles.Operator))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
