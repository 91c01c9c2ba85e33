using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SegmentationUpdates.Hosting.Operators;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Consumer.Ingestion;

/// <summary>What an operator can tell a consumer by HTTP.</summary>
public static class IngestionOperations
{
    /// <summary>
    /// <c>POST /reset</c>, for operators, where allowed: 204, all transactions and changes are forgotten and every profile is as it was loaded.
    /// <c>GET /</c>: what this consumer has done.
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

        endpoints.MapOperatorCommands().MapPost("/reset", ResetAsync);
        return endpoints;
    }

    private static async Task<IResult> ResetAsync(
        SegmentationContext context, IOptions<OperationsOptions> options, CancellationToken cancellationToken)
    {
        if (!options.Value.AllowReset)
        {
            return TypedResults.Problem(
                statusCode: StatusCodes.Status404NotFound,
                detail: $"Data is not forgotten here: that takes {OperationsOptions.Section}:{nameof(OperationsOptions.AllowReset)}.");
        }

        await context.Database.ExecuteSqlAsync($"SELECT reset_data()", cancellationToken);
        return TypedResults.NoContent();
    }
}
