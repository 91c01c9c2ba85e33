using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SegmentationUpdates.Pipeline.Reclustering;
using SegmentationUpdates.Pipeline.Storage;

namespace SegmentationUpdates.Pipeline.Ingestion;

/// <summary>What an operator can tell a consumer by HTTP.</summary>
public static class IngestionOperations
{
    /// <summary>Configuration key that allows <c>POST /reset</c>: off unless it is true, because it forgets data.</summary>
    public const string AllowResetKey = "Segmentation:Operations:AllowReset";

    /// <summary>
    /// <c>POST /retrain</c>: 202, the replica that leads trains a new model. <c>POST /reset</c>, where allowed: 204, all transactions and changes are
    /// forgotten and every profile is as it was loaded. <c>GET /</c>: what this consumer has done.
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

        endpoints.MapPost("/retrain", async (IServiceScopeFactory scopes, CancellationToken cancellationToken) =>
        {
            await using var session = await SegmentationSession.OpenAsync(scopes, cancellationToken);
            return TypedResults.Accepted((string?)null, new { RequestId = await RetrainingRequests.AddAsync(session, cancellationToken) });
        });

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
