using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using SegmentationUpdates.Dashboard.Feed;
using SegmentationUpdates.Dashboard.Queries;
using SegmentationUpdates.Dashboard.Security;

namespace SegmentationUpdates.Dashboard.Api;

internal static class ChangeEndpoints
{
    private const int MaxWaitSeconds = 60;
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(15);

    public static void MapChanges(this IEndpointRouteBuilder api)
    {
        var changes = api.MapGroup("/changes").WithTags("Changes of segment");
        changes.MapGet("/", ListAsync)
            .WithName("ListChanges")
            .WithSummary("Changes of segment after one that is known")
            .WithDescription(
                "Oldest first. Ids grow in the order of commit: whoever remembers next and asks with after = next misses none. With wait, an empty "
                + "answer is held back until there is a change or so many seconds are over. First placements, from no segment, are no moves: they "
                + "are left out, "
                + "unless placements is true.")
            .StaysOpen(onlyWith: "wait")
            .Produces<ChangeList>()
            .ProducesValidationProblem();
        changes.MapGet("/stream", Stream)
            .WithName("StreamChanges")
            .WithSummary("Changes of segment as they happen")
            .WithDescription(
                "Server-sent events: event change, id the change's, data a SegmentMove; event ping each 15 s of silence. A client that comes back with "
                + "Last-Event-ID, as browsers do, goes on after that change; without it and without after, the stream begins with what happens "
                + "from now on. First "
                + "placements are left out, unless placements is true.")
            .StaysOpen()
            .Produces<SegmentMove>(contentType: "text/event-stream")
            .ProducesValidationProblem();
    }

    private static async Task<IResult> ListAsync(
        ChangeQueries changes,
        CancellationToken cancellationToken,
        long after = 0,
        bool placements = false,
        int limit = ApiDefaults.DefaultLimit,
        int wait = 0)
    {
        if (Limits.Problem(limit) is { } problem)
        {
            return problem;
        }

        if (wait is < 0 or > MaxWaitSeconds)
        {
            return ApiProblems.Invalid("wait", $"must be from 0 to {MaxWaitSeconds} seconds");
        }

        return TypedResults.Ok(await changes.PageAfterAsync(after, placements, limit, TimeSpan.FromSeconds(wait), cancellationToken));
    }

    private static IResult Stream(
        HttpRequest request,
        ChangeQueries changes,
        IHostApplicationLifetime lifetime,
        TimeProvider time,
        long? after = null,
        bool placements = false)
    {
        var from = after;
        if (request.Headers["Last-Event-ID"] is [{ Length: > 0 } lastEvent])
        {
            if (!long.TryParse(lastEvent, NumberStyles.None, CultureInfo.InvariantCulture, out var known))
            {
                return ApiProblems.Invalid("Last-Event-ID", "must be the id of a change");
            }

            from = known;
        }

        return TypedResults.ServerSentEvents(EventsAsync(changes, from, placements, lifetime, time, request.HttpContext.RequestAborted));
    }

    private static async IAsyncEnumerable<SseItem<SegmentMove?>> EventsAsync(
        ChangeQueries changes,
        long? after,
        bool placements,
        IHostApplicationLifetime lifetime,
        TimeProvider time,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The server does not wait for its listeners when it stops.
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        var lastSent = time.GetTimestamp();
        yield return new SseItem<SegmentMove?>(null, "ping");
        await using var moves = changes.FollowAsync(after, placements, ended.Token).GetAsyncEnumerator(ended.Token);
        while (await NextAsync(moves, ended.Token))
        {
            if (moves.Current is { } move)
            {
                yield return new SseItem<SegmentMove?>(move, "change") { EventId = move.ChangeId.ToString(CultureInfo.InvariantCulture) };
            }
            else if (time.GetElapsedTime(lastSent) >= PingInterval)
            {
                // Proxies cut connections that are silent for a minute or so.
                yield return new SseItem<SegmentMove?>(null, "ping");
            }
            else
            {
                continue;
            }

            lastSent = time.GetTimestamp();
        }
    }

    private static async ValueTask<bool> NextAsync(IAsyncEnumerator<SegmentMove?> moves, CancellationToken ended)
    {
        try
        {
            return await moves.MoveNextAsync();
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            return false;
        }
    }
}
