using System.Security.Claims;
using Npgsql;
using SegmentationUpdates.Clustering.Explanation;
using SegmentationUpdates.Dashboard.Erasures;
using SegmentationUpdates.Dashboard.Queries;

namespace SegmentationUpdates.Dashboard.Api;

internal static class CustomerEndpoints
{
    public static void MapCustomers(this IEndpointRouteBuilder api)
    {
        var customers = api.MapGroup("/customers").WithTags("Customers");
        customers.MapGet("/{customerId}", GetAsync)
            .WithName("GetCustomer")
            .WithSummary("A customer: profile and segment")
            .WithDescription("Current to the last transaction that is stored.")
            .Produces<CustomerDetails>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        customers.MapGet("/{customerId}/changes", ChangesAsync)
            .WithName("ListCustomerChanges")
            .WithSummary("A customer's history: every change of segment")
            .WithDescription("Newest first. Ask for the next page with before = next of the page before.")
            .Produces<Page<Feed.SegmentMove>>()
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status404NotFound);
        customers.MapGet("/{customerId}/transactions", TransactionsAsync)
            .WithName("ListCustomerTransactions")
            .WithSummary("A customer's history: every transaction")
            .WithDescription("Newest id first. Ask for the next page with before = next of the page before.")
            .Produces<Page<CustomerTransaction>>()
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status404NotFound);
        customers.MapGet("/{customerId}/explanation", ExplainAsync)
            .WithName("ExplainCustomer")
            .WithSummary("Why a customer is in its segment, and what would move it")
            .WithDescription(
                "Under the active model: the distance to each segment, what each feature adds, the nearest short value of a feature that would "
                + "move the customer, and a sentence.")
            .Produces<CustomerExplanation>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        customers.MapDelete("/{customerId}", EraseAsync)
            .WithName("EraseCustomer")
            .WithSummary("Erases a customer for good")
            .WithDescription(
                "Profile, transactions and changes of segment go; the id stays, on a list of those whose late transactions are thrown away. "
                + "Repeating it changes nothing. Messages in Kafka, dead letters among them, go with the retention of their topics.")
            .RequiresOperatorKey()
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> GetAsync(
        string customerId, CustomerLookup lookup, CustomerQueries customers, CancellationToken cancellationToken) =>
        await FindAsync(customerId, lookup, cancellationToken) is { } number && await customers.GetAsync(number, cancellationToken) is { } customer
            ? TypedResults.Ok(customer)
            : Unknown(customerId);

    private static async Task<IResult> ChangesAsync(
        string customerId,
        CustomerLookup lookup,
        CustomerQueries customers,
        CancellationToken cancellationToken,
        long? before = null,
        int limit = ApiDefaults.DefaultLimit)
    {
        if (Limits.Problem(limit) is { } problem)
        {
            return problem;
        }

        if (await FindAsync(customerId, lookup, cancellationToken) is not { } number)
        {
            return Unknown(customerId);
        }

        var page = await customers.ChangesAsync(number, before, limit, cancellationToken);
        return page.Items.Count > 0 || await customers.GetAsync(number, cancellationToken) is not null
            ? TypedResults.Ok(page)
            : Unknown(customerId);
    }

    private static async Task<IResult> TransactionsAsync(
        string customerId,
        CustomerLookup lookup,
        CustomerQueries customers,
        CancellationToken cancellationToken,
        long? before = null,
        int limit = ApiDefaults.DefaultLimit)
    {
        if (Limits.Problem(limit) is { } problem)
        {
            return problem;
        }

        if (await FindAsync(customerId, lookup, cancellationToken) is not { } number)
        {
            return Unknown(customerId);
        }

        var page = await customers.TransactionsAsync(number, before, limit, cancellationToken);
        return page.Items.Count > 0 || await customers.GetAsync(number, cancellationToken) is not null
            ? TypedResults.Ok(page)
            : Unknown(customerId);
    }

    private static async Task<IResult> ExplainAsync(
        string customerId, CustomerLookup lookup, CustomerExplanations explanations, CancellationToken cancellationToken) =>
        await FindAsync(customerId, lookup, cancellationToken) is { } number
        && await explanations.ExplainAsync(number, cancellationToken) is { } explained
            ? TypedResults.Ok(explained.Explanation)
            : ApiProblems.NotFound($"There is no customer {CustomerLookup.FromAddress(customerId)}, or no model yet.");

    private static async Task<IResult> EraseAsync(
        string customerId, CustomerLookup lookup, CustomerErasure erasure, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        // By the id that the bank knows the customer by, and no other: a number may be another customer's id there.
        if (await lookup.NumberAsync(CustomerLookup.FromAddress(customerId), cancellationToken) is not { } number)
        {
            return Unknown(customerId);
        }

        try
        {
            return await erasure.EraseAsync(number, user.Identity?.Name, cancellationToken) ? TypedResults.NoContent() : Unknown(customerId);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return Results.Problem(
                statusCode: StatusCodes.Status500InternalServerError,
                detail: "The dashboard's login of the database may not erase customers: it has to be a member of segmentation_dashboard.");
        }
    }

    private static Task<int?> FindAsync(string id, CustomerLookup lookup, CancellationToken cancellationToken) =>
        lookup.AnyNumberAsync(CustomerLookup.FromAddress(id), cancellationToken);

    private static IResult Unknown(string customerId) => ApiProblems.NotFound($"There is no customer {CustomerLookup.FromAddress(customerId)}.");
}
