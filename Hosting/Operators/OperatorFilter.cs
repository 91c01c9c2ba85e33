using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SegmentationUpdates.Hosting.Operators;

/// <summary>Lets through who has the operator key, or, where there is none, who is on this machine.</summary>
internal sealed partial class OperatorFilter(IOptions<OperationsOptions> options, ILogger<OperatorFilter> logger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (options.Value.OperatorKey is { } key)
        {
            if (http.Request.Headers[OperatorCommands.Header] is not [{ } given] || !KeyHash.Equal(KeyHash.Of(given), KeyHash.Of(key)))
            {
                http.Response.Headers.WWWAuthenticate = $"ApiKey realm=\"segmentation\", header=\"{OperatorCommands.Header}\"";
                return TypedResults.Problem(
                    statusCode: StatusCodes.Status401Unauthorized, detail: $"This needs the operator key in the header {OperatorCommands.Header}.");
            }
        }
        else if (!ThisMachine.Asks(http))
        {
            return TypedResults.Problem(
                statusCode: StatusCodes.Status403Forbidden,
                detail: "Without an operator key commands are taken from this machine only: "
                    + $"set {OperationsOptions.Section}:{nameof(OperationsOptions.OperatorKey)}.");
        }

        LogCommand(http.Request.Path, http.Connection.RemoteIpAddress?.ToString());
        return await next(context);
    }

    [LoggerMessage(1, LogLevel.Information, "An operator's command: {Command}, from {Address}")]
    private partial void LogCommand(string command, string? address);
}
