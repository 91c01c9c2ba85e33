using SegmentationUpdates.Hosting.Operators;
using SegmentationUpdates.Storage;
using SegmentationUpdates.Storage.Models;

namespace SegmentationUpdates.Trainer;

/// <summary>What an operator can tell a trainer by HTTP.</summary>
public static class TrainerOperations
{
    /// <summary>
    /// <c>POST /retrain</c>, for operators: 202, the replica that leads trains a new model; 409 while a version is pinned.
    /// <c>GET /</c>: the model in use, which is the same from every replica.
    /// </summary>
    public static IEndpointRouteBuilder MapTrainerOperations(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        endpoints.MapGet("/", ShowAsync);
        endpoints.MapOperatorCommands().MapPost("/retrain", RetrainAsync);
        return endpoints;
    }

    private static async Task<IResult> ShowAsync(SegmentationContext context, CancellationToken cancellationToken)
    {
        try
        {
            var model = await context.ActiveModelAsync(cancellationToken);
            return TypedResults.Ok(new
            {
                model?.ModelVersion,
                model?.Reason,
                model?.K,
                model?.Customers,
                TrainedAt = model?.CreatedAt,
                model?.ActivatedAt,
                model?.AppliedAt,
                model?.PinnedAt,
            });
        }
        catch (Exception e) when (DatabaseErrors.IsTransient(e))
        {
            return TypedResults.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, detail: $"The database: {e.GetBaseException().Message}");
        }
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
