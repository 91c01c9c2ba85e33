using System.Security.Claims;
using SegmentationUpdates.Dashboard.Verifications;

namespace SegmentationUpdates.Dashboard.Api;

internal static class VerificationEndpoints
{
    private const string Path = "/verification";

    public static void MapVerification(this IEndpointRouteBuilder api)
    {
        var verification = api.MapGroup(Path).WithTags("Verification");
        verification.MapPost("/", Start)
            .WithName("StartVerification")
            .WithSummary("Proves that nothing is lost and nothing is there twice, or finds what differs")
            .WithDescription(
                "Compares topics, transactions, profiles, segments and published changes, and changes nothing. One at a time. Location says where to look; "
                + "the checkpoint that is there, given to the next one, lets that go on from where this one ended.")
            .RequiresOperatorKey()
            .Produces<VerificationState>(StatusCodes.Status202Accepted)
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status409Conflict);
        verification.MapGet("/", Get)
            .WithName("GetVerification")
            .WithSummary("How far the verification is, or what the last one found")
            .WithDescription("ended_at is null while it works; then is_right says whether anything differs, or error why it ended early.")
            .Produces<VerificationState>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        verification.MapDelete("/", Stop)
            .WithName("StopVerification")
            .WithSummary("Ends the verification that works")
            .RequiresOperatorKey()
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static IResult Start(SystemVerifier verifier, ClaimsPrincipal user, VerificationRequest? request = null)
    {
        request ??= new VerificationRequest();
        if (request.Problems() is { Count: > 0 } problems)
        {
            return ApiProblems.Invalid(problems);
        }

        return verifier.TryStart(request, user.Identity?.Name, out var state)
            ? TypedResults.Accepted($"{ApiDefaults.Root}{Path}", state)
            : ApiProblems.Conflict("A verification works already: wait for its end, or stop it.");
    }

    private static IResult Get(SystemVerifier verifier) => verifier.Current is { } state
        ? TypedResults.Ok(state)
        : ApiProblems.NotFound("Nobody has asked this dashboard for a verification since it started.");

    private static IResult Stop(SystemVerifier verifier) => verifier.TryStop()
        ? TypedResults.NoContent()
        : ApiProblems.NotFound("No verification works.");
}
