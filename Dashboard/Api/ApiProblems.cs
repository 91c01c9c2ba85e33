using Microsoft.AspNetCore.Diagnostics;
using Npgsql;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Dashboard.Api;

/// <summary>Every error of the API is a problem document (RFC 9457) that says what is wrong and, where the asker can, what to do.</summary>
internal static class ApiProblems
{
    public const string RetryAfterSeconds = "2";

    public static IResult NotFound(string detail) => Results.Problem(statusCode: StatusCodes.Status404NotFound, detail: detail);

    public static IResult Conflict(string detail) => Results.Problem(statusCode: StatusCodes.Status409Conflict, detail: detail);

    public static IResult Invalid(string field, string problem) =>
        Results.ValidationProblem(new Dictionary<string, string[]> { [field] = [problem] }, detail: $"{field} {problem}");

    /// <param name="problems">A sentence without its subject by field; one at least.</param>
    public static IResult Invalid(IReadOnlyDictionary<string, string> problems) => Results.ValidationProblem(
        problems.ToDictionary(problem => problem.Key, problem => new[] { problem.Value }, StringComparer.Ordinal),
        detail: string.Join("; ", problems.Select(problem => $"{problem.Key} {problem.Value}")));

    /// <summary>For exceptions, and for statuses that have no body.</summary>
    public static void UseApiProblems(this IApplicationBuilder app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal),
        api => api
            .UseExceptionHandler(new ExceptionHandlerOptions
            {
                SuppressDiagnosticsCallback = context => context.Exception is NpgsqlException or BadHttpRequestException,
                ExceptionHandler = HandleAsync,
            })
            .UseStatusCodePages());

    /// <summary>What a status of the framework means here, for those that come without a word.</summary>
    public static string? Detail(HttpContext context, int status) => status switch
    {
        StatusCodes.Status400BadRequest => "The request is not one that this address takes; /openapi/v1.json describes those.",
        StatusCodes.Status404NotFound => $"Nothing answers {context.Request.Method} {context.Request.Path}; /openapi/v1.json describes what does.",
        StatusCodes.Status405MethodNotAllowed => $"{context.Request.Path} answers {context.Response.Headers.Allow}, not {context.Request.Method}.",
        StatusCodes.Status413PayloadTooLarge => "The body is too long.",
        StatusCodes.Status415UnsupportedMediaType => "Send JSON, with Content-Type: application/json.",
        _ => null,
    };

    private static Task HandleAsync(HttpContext context)
    {
        var failed = context.Features.Get<IExceptionHandlerFeature>();
        var exception = failed?.Error;
        IResult problem;
        if (exception is BadHttpRequestException bad)
        {
            problem = ParameterProblem.Of(context, failed!, bad);
        }
        else if (exception is PostgresException { Severity: "FATAL" } || (exception is not null && DatabaseErrors.IsTransient(exception)))
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
            problem = Results.Problem(
                statusCode: StatusCodes.Status503ServiceUnavailable, detail: "The database does not answer; come again in a moment.");
        }
        else
        {
            problem = Results.Problem(statusCode: StatusCodes.Status500InternalServerError, detail: "Something is wrong with this server; its log says what.");
        }

        return problem.ExecuteAsync(context);
    }
}
