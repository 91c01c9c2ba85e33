using SegmentationUpdates.Storage;
using SegmentationUpdates.Storage.Models;

namespace SegmentationUpdates.Trainer;

/// <summary>What an operator can tell a trainer by HTTP.</summary>
public static class TrainerOperations
{
    /// <summary><c>POST /retrain</c>: 202, the replica that leads trains a new model.</summary>
    public static IEndpointRouteBuilder MapTrainerOperations(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/retrain", async (IServiceScopeFactory scopes, CancellationToken cancellationToken) =>
        {
            await using var session = await SegmentationSession.OpenAsync(scopes, cancellationToken);
            return TypedResults.Accepted((string?)null, new { RequestId = await RetrainingRequests.AddAsync(session, cancellationToken) });
        });
        return endpoints;
    }
}
