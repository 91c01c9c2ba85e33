using Microsoft.Extensions.Options;
using SegmentationUpdates.Dashboard.Settings;

namespace SegmentationUpdates.Dashboard.Security;

/// <summary>Bounds what stays open for as long as a client likes: pages that are live, the hub, streams, held answers and files.</summary>
internal static class ConnectionLimits
{
    // Of pages that are live. The framework maps it, so it has no metadata of ours.
    private const string Circuits = "/_blazor";
    private const string RetryAfterSeconds = "10";

    /// <param name="endpoint">Its answers last.</param>
    /// <param name="onlyWith">Only those to requests with this parameter; null for all.</param>
    public static TBuilder StaysOpen<TBuilder>(this TBuilder endpoint, string? onlyWith = null)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new StaysOpen(onlyWith));

    public static IApplicationBuilder UseConnectionLimits(this IApplicationBuilder app)
    {
        var connections = app.ApplicationServices.GetRequiredService<OpenConnections>();
        return app.Use(async (context, next) =>
        {
            if (!IsToStay(context))
            {
                await next(context);
                return;
            }

            var address = ClientAddress.Of(context);
            var room = connections.TryOpen(address);
            if (room != ConnectionRoom.Taken)
            {
                await RefuseAsync(context, room);
                return;
            }

            try
            {
                await using var watch = SessionWatch.Start(context);
                await next(context);
            }
            finally
            {
                connections.Close(address);
            }
        });
    }

    private static bool IsToStay(HttpContext context) =>
        context.Request.Path.StartsWithSegments(Circuits, StringComparison.OrdinalIgnoreCase)
        || context.GetEndpoint()?.Metadata.GetMetadata<StaysOpen>()?.Answering(context.Request) == true;

    private static Task RefuseAsync(HttpContext context, ConnectionRoom room)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<DashboardOptions>>().Value;
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        return (room == ConnectionRoom.NoneForAddress
            ? Results.Problem(
                statusCode: StatusCodes.Status429TooManyRequests,
                detail: $"This address has {options.ConnectionsPerAddress} connections open, as many as one may: close some of them, or raise "
                    + $"{DashboardOptions.Section}:{nameof(DashboardOptions.ConnectionsPerAddress)}.")
            : Results.Problem(
                statusCode: StatusCodes.Status503ServiceUnavailable,
                detail: $"{options.Connections} connections are open, as many as the dashboard takes: come again later, or raise "
                    + $"{DashboardOptions.Section}:{nameof(DashboardOptions.Connections)}.")).ExecuteAsync(context);
    }
}
