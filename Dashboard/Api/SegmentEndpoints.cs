using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using SegmentationUpdates.Dashboard.Feed;
using SegmentationUpdates.Dashboard.Queries;
using SegmentationUpdates.Storage.Models;
using SegmentationUpdates.Storage.Segments;

namespace SegmentationUpdates.Dashboard.Api;

internal static class SegmentEndpoints
{
    private const string EncodedSlash = "%2F";

    public static void MapSegments(this IEndpointRouteBuilder api)
    {
        var segments = api.MapGroup("/segments").WithTags("Segments");
        segments.MapGet("/", List)
            .WithName("ListSegments")
            .WithSummary("All segments with their sizes")
            .WithDescription(
                "As they are now, at most a second old, in the active model's order, best first. Customers without a segment come last, under the "
                    + "name null.");
        segments.MapGet("/{segment}/customers", CustomersAsync)
            .WithName("ListCustomersOfSegment")
            .WithSummary("The customers of a segment")
            .WithDescription("By id. Ask for the next page with after = next of the page before.")
            .Produces<Page<CustomerSummary>>()
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status404NotFound);
        segments.MapPut("/{segment}", DescribeAsync)
            .WithName("DescribeSegment")
            .WithSummary("Gives a segment a name, a description and a colour")
            .WithDescription(
                "Replaces what was said of it. Another name than before is given for good: it goes with the segment through all trainings. No customer moves, "
                + "and what was called by the old name is found by it until another segment has it.")
            .RequiresOperatorKey()
            .Produces<SegmentDescriptionInfo>()
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        segments.MapGet("/renamings", Renamings)
            .WithName("ListRenamings")
            .WithSummary("Which segment was called otherwise, when and why")
            .WithDescription("Of the active model's segments, newest first: the latest hundred. A segment that got another name is the segment it was.");
    }

    private static async Task<Ok<SegmentList>> List(
        ISegmentFeed feed, SegmentProfileQueries profiles, SegmentNameBoard board, CancellationToken cancellationToken)
    {
        var snapshot = feed.Current;
        var described = await profiles.ActiveAsync(cancellationToken);
        return TypedResults.Ok(new SegmentList(
            snapshot.At,
            snapshot.Customers,
            snapshot.Model?.Version,
            described?.Features ?? [],
            [
                .. snapshot.Segments.Select(segment => SegmentInfo.Of(
                    segment,
                    board.Current.Find(segment.Name),
                    described?.Segments.FirstOrDefault(profile => profile.Label == segment.Name))),
            ]));
    }

    private static async Task<IResult> CustomersAsync(
        string segment,
        CustomerQueries customers,
        SegmentNameBoard board,
        SegmentNames known,
        CancellationToken cancellationToken,
        long? after = null,
        int limit = ApiDefaults.DefaultLimit)
    {
        if (Limits.Problem(limit) is { } problem)
        {
            return problem;
        }

        foreach (var name in Readings(segment))
        {
            var page = await customers.ListAsync(board.KeyOf(name)!, after, limit, cancellationToken);
            if (page.Items.Count > 0 || known.Contains(name))
            {
                return TypedResults.Ok(page);
            }
        }

        return ApiProblems.NotFound(known.Unknown(segment));
    }

    private static async Task<IResult> DescribeAsync(
        string segment,
        SegmentNaming naming,
        SegmentDescriptions descriptions,
        SegmentNameBoard board,
        SegmentNames known,
        ClaimsPrincipal user,
        CancellationToken cancellationToken)
    {
        var description = new SegmentDescription(naming.Name, naming.Description, naming.Colour);
        if (description.Problem() is var (part, problem))
        {
            return ApiProblems.Invalid(part, problem);
        }

        // The feed may be a moment behind: an operator who has just renamed goes by the new name.
        board.Show(await descriptions.ReadAsync(cancellationToken));
        if (Readings(segment).Select(board.Current.Called).FirstOrDefault(called => called is not null) is not { } named)
        {
            return ApiProblems.NotFound(known.Unknown(segment));
        }

        try
        {
            if (await descriptions.As(user.Identity?.Name).DescribeAsync(named.Segment, description, cancellationToken) is not { } book)
            {
                return ApiProblems.Conflict("Another model became active meanwhile: look which segments there are.");
            }

            board.Show(book);
            return TypedResults.Ok(SegmentDescriptionInfo.Of(book.Find(named.Segment)!));
        }
        catch (SegmentNameTakenException e)
        {
            return ApiProblems.Conflict(e.Message);
        }
    }

    private static Ok<IReadOnlyList<SegmentRenamingInfo>> Renamings(SegmentNameBoard board) =>
        TypedResults.Ok<IReadOnlyList<SegmentRenamingInfo>>([.. board.Current.Renamings.Select(SegmentRenamingInfo.Of)]);

    // The server leaves an encoded slash of a path as it is.
    private static IEnumerable<string> Readings(string segment) =>
        new[] { segment, segment.Replace(EncodedSlash, "/", StringComparison.OrdinalIgnoreCase) }.Distinct(StringComparer.Ordinal);
}
