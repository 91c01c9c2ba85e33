using Microsoft.AspNetCore.Diagnostics;

namespace SegmentationUpdates.Dashboard.Security;

/// <summary>
/// Whoever opens a page in a browser reads a page, also when something is wrong: an address that does not exist, a form to log in that was
/// sent too often, or whose token is of a dashboard that was restarted since. The status stays what it is.
/// </summary>
internal static class PageProblems
{
    private const string NotFoundPath = "/not-found";

    // Programs ask there, and read problem documents.
    private static readonly PathString[] ForPrograms = ["/api", "/hubs", "/openapi", "/_blazor", "/_framework"];

    public static IApplicationBuilder UsePageProblems(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        await next(context);
        if (!context.Response.HasStarted && PageFor(context) is { } page)
        {
            await ShowAsync(context, page, next);
        }
    });

    private static string? PageFor(HttpContext context)
    {
        var (request, status) = (context.Request, context.Response.StatusCode);
        if (HttpMethods.IsPost(request.Method) && request.Path == SecurityRegistration.LoginPath)
        {
            return status is StatusCodes.Status400BadRequest or StatusCodes.Status429TooManyRequests ? SecurityRegistration.LoginPath : null;
        }

        return status == StatusCodes.Status404NotFound && HttpMethods.IsGet(request.Method)
            && !Array.Exists(ForPrograms, path => request.Path.StartsWithSegments(path, StringComparison.Ordinal))
            ? NotFoundPath
            : null;
    }

    // As if the page had been asked for, with services of its own: those of the first attempt are in use.
    private static async Task ShowAsync(HttpContext context, string page, RequestDelegate next)
    {
        var (method, path, services) = (context.Request.Method, context.Request.Path, context.RequestServices);
        await using var scope = services.CreateAsyncScope();
        try
        {
            (context.Request.Method, context.Request.Path, context.RequestServices) = (HttpMethods.Get, page, scope.ServiceProvider);
            context.SetEndpoint(null);
            context.Request.RouteValues.Clear();

            // Without it Blazor shows no page with the status 404.
            context.Features.Set<IStatusCodeReExecuteFeature>(
                new StatusCodeReExecuteFeature { OriginalPath = path, OriginalPathBase = context.Request.PathBase });
            await next(context);
        }
        finally
        {
            (context.Request.Method, context.Request.Path, context.RequestServices) = (method, path, services);
        }
    }
}
