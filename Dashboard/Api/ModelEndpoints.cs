using System.Security.Claims;
using SegmentationUpdates.Storage;
using SegmentationUpdates.Storage.Models;

namespace SegmentationUpdates.Dashboard.Api;

internal static class ModelEndpoints
{
    private const int LongestNote = 500;

    public static void MapModels(this IEndpointRouteBuilder api)
    {
        var models = api.MapGroup("/models").WithTags("Models");
        models.MapGet("/", ListAsync)
            .WithName("ListModels")
            .WithSummary("Every version of the model that is kept")
            .WithDescription("Newest first.")
            .Produces<IReadOnlyList<ModelInfo>>();
        models.MapGet("/{version}", GetAsync)
            .WithName("GetModel")
            .WithSummary("A version of the model")
            .Produces<ModelInfo>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        models.MapPost("/{version}/activate", ActivateAsync)
            .WithName("ActivateModel")
            .WithSummary("Makes a version the active one, and pins it")
            .WithDescription(
                "Batches are scored with it from then on, everybody else follows within seconds. Nothing replaces it until it is unpinned, or another "
                + "version is activated.")
            .RequiresOperatorKey()
            .Produces<ModelActivation>()
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        models.MapPost("/{version}/approve", ApproveAsync)
            .WithName("ApproveModel")
            .WithSummary("Makes the version that waits for a decision the active one")
            .WithDescription(
                "A trained version that would move many customers waits: its challenge says why, its moves who would go where. Approved, it is active and "
                + "not pinned: schedule and drift go on from it.")
            .RequiresOperatorKey()
            .Produces<ModelActivation>()
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        models.MapPost("/{version}/reject", RejectAsync)
            .WithName("RejectModel")
            .WithSummary("Decides that the version that waits does not become active")
            .WithDescription("It is kept like any other version, and can still be activated.")
            .RequiresOperatorKey()
            .Produces<ModelInfo>()
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        models.MapPut("/{version}/name", NameAsync)
            .WithName("NameModel")
            .WithSummary("Gives a version a name, or takes it away")
            .WithDescription("A version with a name is kept until the name is taken away, with null. No two versions have the same.")
            .RequiresOperatorKey()
            .Produces<ModelInfo>()
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        models.MapPost("/unpin", UnpinAsync)
            .WithName("UnpinModel")
            .WithSummary("Lets schedule and drift replace the active version again")
            .RequiresOperatorKey()
            .Produces(StatusCodes.Status204NoContent);

        var trainings = api.MapGroup("/retraining").WithTags("Models");
        trainings.MapPost("/", RetrainAsync)
            .WithName("RequestRetraining")
            .WithSummary("Asks for a new model")
            .WithDescription(
                "The trainer that leads trains it as soon as it can; Location says where to look what became of the request. A version that would "
                + "move many customers waits for a decision, unless approve is true. Refused while a version is pinned.")
            .RequiresOperatorKey()
            .Produces<RetrainingRequest>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status409Conflict);
        trainings.MapGet("/{requestId}", RequestAsync)
            .WithName("GetRetraining")
            .WithSummary("What became of a request for a new model")
            .WithDescription(
                "answered_at is null while it waits; then model_version or error says how it ended. With both, the version was trained and waits for "
                + "a decision.")
            .Produces<RetrainingRequest>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(ModelLifecycle models, CancellationToken cancellationToken) =>
        TypedResults.Ok((await models.ListAsync(cancellationToken)).Select(ModelInfo.Of).ToList());

    private static async Task<IResult> GetAsync(long version, ModelLifecycle models, CancellationToken cancellationToken) =>
        await models.GetAsync(version, cancellationToken) is { } model ? TypedResults.Ok(ModelInfo.Of(model)) : Unknown(version);

    private static Task<IResult> ActivateAsync(
        long version, ModelLifecycle models, ClaimsPrincipal user, CancellationToken cancellationToken, string? note = null) =>
        WithNoteAsync(version, models, user, note, operated => operated.ActivateAsync(version, note, cancellationToken), cancellationToken);

    private static Task<IResult> ApproveAsync(
        long version, ModelLifecycle models, ClaimsPrincipal user, CancellationToken cancellationToken, string? note = null) =>
        WithNoteAsync(version, models, user, note, operated => operated.ApproveAsync(version, note, cancellationToken), cancellationToken);

    private static Task<IResult> RejectAsync(
        long version, ModelLifecycle models, ClaimsPrincipal user, CancellationToken cancellationToken, string? note = null) =>
        WithNoteAsync(
            version, models, user, note, async operated => ModelInfo.Of(await operated.RejectAsync(version, note, cancellationToken)), cancellationToken);

    private static async Task<IResult> WithNoteAsync<T>(
        long version, ModelLifecycle models, ClaimsPrincipal user, string? note, Func<ModelLifecycle, Task<T>> action, CancellationToken cancellationToken)
    {
        if (note is { Length: > LongestNote })
        {
            return ApiProblems.Invalid("note", $"must have no more than {LongestNote} characters");
        }

        if (await models.GetAsync(version, cancellationToken) is null)
        {
            return Unknown(version);
        }

        try
        {
            return TypedResults.Ok(await action(models.As(user.Identity?.Name)));
        }
        catch (ModelLifecycleException e)
        {
            return ApiProblems.Conflict(e.Message);
        }
    }

    private static async Task<IResult> NameAsync(
        long version, ModelNaming naming, ModelLifecycle models, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (naming.Name is { } name && ModelName.Problem(name) is { } problem)
        {
            return ApiProblems.Invalid("name", problem);
        }

        if (await models.GetAsync(version, cancellationToken) is null)
        {
            return Unknown(version);
        }

        try
        {
            return TypedResults.Ok(ModelInfo.Of(await models.As(user.Identity?.Name).NameAsync(version, naming.Name, cancellationToken)));
        }
        catch (ModelLifecycleException e)
        {
            return ApiProblems.Conflict(e.Message);
        }
    }

    private static async Task<IResult> UnpinAsync(ModelLifecycle models, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        await models.As(user.Identity?.Name).UnpinAsync(cancellationToken: cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> RetrainAsync(
        ModelLifecycle models, ClaimsPrincipal user, CancellationToken cancellationToken, bool approve = false)
    {
        try
        {
            var id = await models.As(user.Identity?.Name).RequestRetrainingAsync(approve, cancellationToken);
            return TypedResults.Accepted($"{ApiDefaults.Root}/retraining/{id}", await models.RequestAsync(id, cancellationToken));
        }
        catch (ModelLifecycleException e)
        {
            return ApiProblems.Conflict(e.Message);
        }
    }

    private static async Task<IResult> RequestAsync(long requestId, ModelLifecycle models, CancellationToken cancellationToken) =>
        await models.RequestAsync(requestId, cancellationToken) is { } request
            ? TypedResults.Ok(request)
            : ApiProblems.NotFound($"There is no request {requestId} for a new model, or it was answered so long ago that it is forgotten.");

    private static IResult Unknown(long version) => ApiProblems.NotFound($"There is no model version {version}.");
}
