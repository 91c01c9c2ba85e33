using SegmentationUpdates.Dashboard.Export;
using SegmentationUpdates.Dashboard.Queries;
using SegmentationUpdates.Dashboard.Security;

namespace SegmentationUpdates.Dashboard.Api;

/// <summary>Customers by what is known of them: page by page, and as a file.</summary>
internal static class CustomerListEndpoints
{
    public const string FilePath = ApiDefaults.Root + "/customers.csv";

    private const string Limit = "limit";
    private const string Tag = "Customers";

    private static readonly TakesCustomerFilter ListTakes =
        new(CustomerSelectionText.Sort, CustomerSelectionText.After, CustomerSelectionText.Before, Limit);

    private static readonly TakesCustomerFilter FileTakes = new(CustomerSelectionText.Sort);

    public static void MapCustomerLists(this IEndpointRouteBuilder api)
    {
        api.MapGet("/customers", ListAsync)
            .WithTags(Tag)
            .WithName("ListCustomers")
            .WithSummary("Customers by what is known of them")
            .WithDescription(
                "All, or those for whom everything holds that is asked for. Ask for the next page with after = next of the page before, and the same "
                + "filter and sort. A parameter that is not known is refused.")
            .WithMetadata(ListTakes)
            .Produces<CustomerPage>()
            .ProducesValidationProblem();
        api.MapGet("/customers.csv", FileAsync)
            .WithTags(Tag)
            .WithName("ExportCustomers")
            .WithSummary("Customers by what is known of them, as a file")
            .WithDescription(
                "All that ListCustomers finds, in the columns of the customers file. Who belongs to it is decided at the beginning; the figures are those of "
                + "when a row is read. Four files at a time go to one address.")
            .RequireRateLimiting(RateLimits.Export)
            .StaysOpen()
            .WithMetadata(FileTakes)
            .Produces<string>(contentType: "text/csv")
            .ProducesValidationProblem();
        api.MapGet("/unusual-customers", UnusualAsync)
            .WithTags(Tag)
            .WithName("ListUnusualCustomers")
            .WithSummary("Customers who fit nowhere, the most unusual first")
            .WithDescription(
                "Those who are further from their segment than nearly all whom it was trained on, as of when everybody was scored last. ListCustomers "
                + "finds the same ones with unusual = true, and ExplainCustomer says by what they differ.")
            .Produces<IReadOnlyList<UnusualCustomer>>()
            .ProducesValidationProblem();
    }

    /// <summary>Where the file of a filter is.</summary>
    public static string FileLink(CustomerSelection search) => CustomerSelectionText.Write(search with { After = null, Before = null }) switch
    {
        "" => FilePath[1..],
        var query => $"{FilePath[1..]}?{query}",
    };

    private static async Task<IResult> ListAsync(
        HttpContext context,
        CustomerFinder customers,
        SegmentNames names,
        CancellationToken cancellationToken,
        int limit = ApiDefaults.DefaultLimit)
    {
        var (search, problems) = CustomerSelectionText.Read(context.Request.Query, ListTakes.Others);
        if ((problems.Count > 0 ? ApiProblems.Invalid(problems) : Limits.Problem(limit)) is { } problem)
        {
            return problem;
        }

        var page = await customers.PageAsync(search, limit, cancellationToken);
        if (page.Items.Count == 0 && UnknownSegment(names, search.Filter) is { } unknown)
        {
            return unknown;
        }

        return TypedResults.Ok(page);
    }

    private static async Task<IResult> UnusualAsync(
        UnusualCustomers unusual, CancellationToken cancellationToken, int limit = ApiDefaults.DefaultLimit) =>
        Limits.Problem(limit) is { } problem ? problem : TypedResults.Ok(await unusual.ListAsync(limit, cancellationToken));

    private static async Task<IResult> FileAsync(HttpContext context, CustomerCsv file, SegmentNames names)
    {
        var (search, problems) = CustomerSelectionText.Read(context.Request.Query, FileTakes.Others);
        if (problems.Count > 0)
        {
            return ApiProblems.Invalid(problems);
        }

        var ids = await file.IdsAsync(search, context.RequestAborted);
        if (ids.Length == 0 && UnknownSegment(names, search.Filter) is { } unknown)
        {
            return unknown;
        }

        await file.SendAsync(context, search.Filter, ids, "customers.csv");
        return Results.Empty;
    }

    // Asked only when nobody is found: the feed may be a second behind what the database has.
    private static IResult? UnknownSegment(SegmentNames names, CustomerFilter filter) =>
        filter.Segments.OfType<string>().FirstOrDefault(name => !names.Contains(name)) is { } unknown
            ? ApiProblems.Invalid(CustomerSelectionText.Segment, names.Rule(unknown))
            : null;
}
