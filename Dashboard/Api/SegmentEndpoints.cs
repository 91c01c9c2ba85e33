using Microsoft.AspNetCore.Http.HttpResults;
using SegmentationUpdates.Dashboard.Feed;
using SegmentationUpdates.Dashboard.Queries;

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
    }

    private static async Task<Ok<SegmentList>> List(ISegmentFeed feed, SegmentProfileQueries profiles, CancellationToken cancellationToken)
    {
        var snapshot = feed.Current;
        var described = await profiles.ActiveAsync(cancellationToken);
        return TypedResults.Ok(new SegmentList(
            snapshot.At,
            snapshot.Customers,
            snapshot.Model?.Version,
            described?.Features ?? [],
            [
                .. snapshot.Segments.Select(segment => new SegmentInfo(
                    segment.Name,
                    segment.Customers,
                    segment.Share,
                    segment.Change,
                    described?.Segments.FirstOrDefault(profile => profile.Label == segment.Name))),
            ]));
    }

    private static async Task<IResult> CustomersAsync(
        string segment,
        CustomerQueries customers,
        ISegmentFeed feed,
        CancellationToken cancellationToken,
        long? after = null,
        int limit = ApiDefaults.DefaultLimit)
    {
        if (Limits.Problem(limit) is { } problem)
        {
            return problem;
        }

        // The server leaves an encoded slash of a path as it is.
        string[] names = [segment, segment.Replace(EncodedSlash, "/", StringComparison.OrdinalIgnoreCase)];
        foreach (var name in names.Distinct(StringComparer.Ordinal))
        {
            var page = await customers.ListAsync(name, after, limit, cancellationToken);
            if (page.Items.Count > 0 || SegmentNames.Contains(feed, name))
            {
                return TypedResults.Ok(page);
            }
        }

        return ApiProblems.NotFound(SegmentNames.Unknown(feed, segment));
    }
}
