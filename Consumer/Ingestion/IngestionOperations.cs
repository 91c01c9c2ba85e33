using Microsoft.EntityFrameworkCore;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Consumer.Ingestion;

/// <summary>What an operator can tell a consumer by HTTP.</summary>
public static class IngestionOperations
{
    /// <summary>Configuration key that allows <c>POST /reset</c>: off unless it is true, because it forgets data.</summary>
    public const string AllowResetKey = "Segmentation:Operations:AllowReset";

    /// <summary>
    /// <c>POST /reset</c>, where allowed: 204, all transactions and changes are forgotten and every profile is as it was loaded. <c>GET /</c>: what
    /// this consumer has done.
    /// </summary>
    public static IEndpointRouteBuilder MapIngestionOperations(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        endpoints.MapGet("/", (IngestionCounters counters, IngestionHealth health) => TypedResults.Ok(new
        {
            counters.Ingested,
            counters.Duplicates,
            counters.DeadLettered,
            counters.Lost,
            counters.SegmentChanges,
            counters.Batches,
            health.LastBeat,
            health.Trouble,
        }));

        if (endpoints.ServiceProvider.GetRequiredService<IConfiguration>().GetValue(AllowResetKey, false))
        {
            endpoints.MapPost("/reset", async (SegmentationContext context, CancellationToken cancellationToken) =>
            {
                await context.Database.ExecuteSqlAsync($"SELECT reset_data()", cancellationToken);
                return TypedResults.NoContent();
            });
        }

        return endpoints;
    }
}
