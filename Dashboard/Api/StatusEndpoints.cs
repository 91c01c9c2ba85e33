using Microsoft.AspNetCore.Http.HttpResults;
using SegmentationUpdates.Dashboard.Feed;

namespace SegmentationUpdates.Dashboard.Api;

internal static class StatusEndpoints
{
    public static void MapStatus(this IEndpointRouteBuilder api)
    {
        var status = api.MapGroup("").WithTags("Status");
        status.MapGet("/status", (ISegmentFeed feed) => TypedResults.Ok(feed.Current))
            .WithName("GetStatus")
            .WithSummary("Everything that the live page shows")
            .WithDescription("Read once a second, whoever asks; sequence grows with each new state.");
        status.MapGet("/health", Health)
            .WithName("GetHealth")
            .WithSummary("Whether database and Kafka answer")
            .WithDescription("503 while the database does not: what other endpoints say may be old then.")
            .Produces<HealthInfo>()
            .Produces<HealthInfo>(StatusCodes.Status503ServiceUnavailable);
    }

    private static JsonHttpResult<HealthInfo> Health(ISegmentFeed feed)
    {
        var (connection, backlog, model) = (feed.Current.Connection, feed.Current.Backlog, feed.Current.Model);
        var health = new HealthInfo(
            connection.IsConnected ? "ok" : "away",
            connection.Since,
            backlog switch { null => "none", { Messages: null } => "away", _ => "ok" },
            backlog?.Messages,
            model?.Version);
        return TypedResults.Json(
            health, statusCode: connection.IsConnected ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
