using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Confluent.Kafka;
using Microsoft.Extensions.Options;
using SegmentationUpdates.Dashboard.Feed;
using SegmentationUpdates.Dashboard.Settings;
using SegmentationUpdates.Dashboard.Transactions;
using SegmentationUpdates.Messaging.Transactions;

namespace SegmentationUpdates.Dashboard.Api;

internal static class TransactionEndpoints
{
    // A transaction takes some 130 bytes; whoever sends more of them with many more fields of their own sends fewer at a time.
    private const int BytesPerTransaction = 1_000;

    public static void MapTransactions(this IEndpointRouteBuilder api) => api.MapPost("/transactions", PostAsync)
        .WithTags("Transactions")
        .WithName("PostTransactions")
        .WithSummary("Sends in a transaction, or an array of them")
        .WithDescription(
            "All or none: when one is invalid nothing is sent, and the problem names each by its place. 202 means that Kafka has them, on all its "
            + "replicas; profiles and segments follow within a second. After 503 some may have arrived: send them again with the ids that the problem "
            + "names, which changes nothing for those that did.")
        .RequiresOperatorKey()
        .Accepts<TransactionInput>("application/json")
        .Produces<TransactionReceipt>(StatusCodes.Status202Accepted)
        .ProducesValidationProblem()
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> PostAsync(
        HttpContext context,
        TransactionIntake intake,
        ISegmentFeed feed,
        IOptions<DashboardOptions> options,
        TimeProvider time,
        ILogger<TransactionIntake> logger,
        CancellationToken cancellationToken)
    {
        var most = options.Value.TransactionsPerRequest;
        if (context.Request.Headers.ContentEncoding is { Count: > 0 } encoding)
        {
            // What could be decompressed has been.
            return Results.Problem(
                statusCode: StatusCodes.Status415UnsupportedMediaType, detail: $"Content-Encoding may be gzip, br or deflate, not '{encoding}'.");
        }

        TransactionBody body;
        try
        {
            if (await ReadAsync(context.Request.BodyReader, most * BytesPerTransaction, cancellationToken) is not { } bytes)
            {
                return TooLarge(most);
            }

            body = TransactionBody.Parse(bytes);
        }
        catch (InvalidDataException e)
        {
            return Results.Problem(
                statusCode: StatusCodes.Status400BadRequest, detail: $"The body is not compressed as Content-Encoding says: {e.Message}");
        }
        catch (JsonException e)
        {
            return Results.ValidationProblem(new Dictionary<string, string[]> { ["$"] = [e.Message] }, detail: "The body is no JSON.");
        }

        if (body.Count > most)
        {
            return TooLarge(most);
        }

        if (intake.Refusal(body.Count) is { } refusal)
        {
            return Refuse(context, refusal);
        }

        // What a transaction's time is held to.
        var now = feed.Current.Transactions.CustomerTime?.Latest(TransactionLimits.MaxClockSkew) ?? time.GetUtcNow().UtcDateTime;
        return await SendAsync(context, body, intake, now, logger, cancellationToken);
    }

    private static async Task<IResult> SendAsync(
        HttpContext context,
        TransactionBody body,
        TransactionIntake intake,
        DateTime now,
        ILogger logger,
        CancellationToken cancellationToken)
    {
        List<Transaction> transactions = [];
        try
        {
            // What is wrong is found before a number is asked of Kafka: any ids do for that.
            body.Decode(Enumerable.Repeat(1L, body.WithoutId).ToArray(), now, out var problems);
            if (problems.Count > 0)
            {
                return Results.ValidationProblem(problems, detail: $"{problems.Count} of {body.Count} transactions are invalid; none was sent.");
            }

            var ids = await intake.NextIdsAsync(body.WithoutId, cancellationToken);
            transactions = body.Decode(ids, now, out _);
            await intake.SendAsync(transactions, cancellationToken);
            return TypedResults.Accepted((string?)null, new TransactionReceipt(Ids(transactions)));
        }
        catch (KafkaException e) when (e.Error.Code == ErrorCode.Local_QueueFull)
        {
            return Refuse(context, new IntakeRefusal(IsPermanent: false, "Too many transactions wait for Kafka."));
        }
        catch (KafkaException e)
        {
            TransactionLog.LogNotDelivered(logger, transactions.Count, e.Error.Reason);
            context.Response.Headers.RetryAfter = ApiProblems.RetryAfterSeconds;
            return Results.Problem(
                statusCode: StatusCodes.Status503ServiceUnavailable,
                detail: "Kafka did not acknowledge all of the transactions; send them again with these ids.",
                extensions: new Dictionary<string, object?> { ["transaction_ids"] = Ids(transactions) });
        }
    }

    private static List<long> Ids(List<Transaction> transactions) => [.. transactions.Select(transaction => transaction.TransactionId)];

    private static IResult Refuse(HttpContext context, IntakeRefusal refusal)
    {
        if (refusal.IsPermanent)
        {
            return Results.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, detail: refusal.Detail);
        }

        context.Response.Headers.RetryAfter = ApiProblems.RetryAfterSeconds;
        return Results.Problem(statusCode: StatusCodes.Status429TooManyRequests, detail: $"{refusal.Detail} Nothing was sent; come again.");
    }

    private static IResult TooLarge(int most) => Results.Problem(
        statusCode: StatusCodes.Status413PayloadTooLarge, detail: $"Send up to {most:N0} transactions, {most:N0} kB, at a time.");

    /// <returns>Null when it is longer than that.</returns>
    private static async Task<byte[]?> ReadAsync(PipeReader reader, int mostBytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            if (result.Buffer.Length > mostBytes || result.IsCompleted)
            {
                var body = result.Buffer.Length > mostBytes ? null : result.Buffer.ToArray();
                reader.AdvanceTo(result.Buffer.End);
                return body;
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }
}
