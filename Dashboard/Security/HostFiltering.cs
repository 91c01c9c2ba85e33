namespace SegmentationUpdates.Dashboard.Security;

internal static class HostFiltering
{
    /// <summary>Refuses requests to a name that is none of the dashboard's.</summary>
    public static IApplicationBuilder UseKnownHostsOnly(this IApplicationBuilder app)
    {
        var hosts = app.ApplicationServices.GetRequiredService<KnownHosts>();
        return app.Use(async (context, next) =>
        {
            if (hosts.Knows(context.Request.Host.Host))
            {
                await next(context);
                return;
            }

            await Results.Problem(
                statusCode: StatusCodes.Status400BadRequest,
                detail: $"The dashboard does not answer to the name '{context.Request.Host.Host}': "
                    + "if it is one of its own, add it to Segmentation:Dashboard:AllowedHosts.").ExecuteAsync(context);
        });
    }
}
