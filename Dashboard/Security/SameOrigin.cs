namespace SegmentationUpdates.Dashboard.Security;

/// <summary>
/// Refuses what a page of another site sends. Browsers ask nobody before they open a WebSocket, and a dashboard without a viewer key would
/// tell any site that its user visits what it shows.
/// </summary>
internal static class SameOrigin
{
    public static IApplicationBuilder UseSameOriginOnly(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.Request.Headers.Origin is [{ } origin] && !IsSame(origin, context.Request.Host))
        {
            await Results.Problem(
                statusCode: StatusCodes.Status403Forbidden, detail: $"Requests of other sites ({origin}) are refused.").ExecuteAsync(context);
            return;
        }

        await next(context);
    });

    // Without the scheme, which a proxy in front changes.
    private static bool IsSame(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var url)
        && string.Equals(url.IsDefaultPort ? url.Host : url.Authority, host.Value, StringComparison.OrdinalIgnoreCase);
}
