using Microsoft.AspNetCore.Diagnostics;
using Npgsql;
using SegmentationUpdates.Pipeline.Storage;

namespace SegmentationUpdates.Dashboard.Api;

/// <summary>Every error of the API is a problem document (RFC 9457) that says what is wrong and, where the asker can, what to do.</summary>
internal static class ApiProblems
{
    public const string RetryAfterSeconds = "2";

    public static IResult NotFound(string detail) => Results.Problem(statusCode: StatusCodes.Status404NotFound, detail: detail);

    public static IResult Conflict(string detail) => Results.Problem(statusCode: StatusCodes.Status409Conflict, detail: detail);

    public static IResult Invalid(string field, string problem) =>
        Results.ValidationProblem(new Dictionary<string, string[]> { [field] = [problem] }, detail: $"{field} {problem}");

    /// <summary>For exceptions, and for statuses that have no body.</summary>
    public static void UseApiProblems(this IApplicationBuilder app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal),
        api => api
            .UseExceptionHandler(new ExceptionHandlerOptions
            {
                SuppressDiagnosticsCallback = context => context.Exception is NpgsqlException,
                ExceptionHandler = HandleAsync,
            })
            .UseStatusCodePages());

    private static Task HandleAsync(HttpContext context)
    {
        var exception = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        IResult problem;
        if (exception is BadHttpRequestException bad)
        {
            problem = Results.Problem(statusCode: bad.StatusCode, detail: bad.Message);
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
