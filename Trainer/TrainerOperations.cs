using SegmentationUpdates.Hosting.Operators;
using SegmentationUpdates.Storage.Models;

namespace SegmentationUpdates.Trainer;

/// <summary>What an operator can tell a trainer by HTTP.</summary>
public static class TrainerOperations
{
    /// <summary>
    /// <c>POST /retrain</c>, for operators: 202, the replica that leads trains a new model; 409 while a version is pinned.
    /// </summary>
    public static IEndpointRouteBuilder MapTrainerOperations(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapOperatorCommands().MapPost("/retrain", RetrainAsync);
        return endpoints;
    }

    private static async Task<IResult> RetrainAsync(ModelLifecycle models, CancellationToken cancellationToken)
    {
        try
        {
            return TypedResults.Accepted((string?)null, new { RequestId = await models.As("operator").RequestRetrainingAsync(cancellationToken) });
        }
        catch (ModelLifecycleException e)
        {
            return TypedResults.Problem(statusCode: StatusCodes.Status409Conflict, detail: $"{e.Message}.");
        }
    }
}
