using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using SegmentationUpdates.Dashboard.Settings;
using SegmentationUpdates.Hosting.Operators;

namespace SegmentationUpdates.Dashboard.Security;

/// <summary>Authenticates by the header X-API-Key, and answers in problem details.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    ApiKeys keys,
    IProblemDetailsService problems) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "api-key";
    public const string Header = OperatorCommands.Header;

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!Request.Headers.TryGetValue(Header, out var values))
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        return Task.FromResult(values is [{ } key] && keys.HolderOf(key) is { } holder
            ? AuthenticateResult.Success(new AuthenticationTicket(KeySession.Principal(holder, key, Scheme.Name), Scheme.Name))
            : AuthenticateResult.Fail("the key is not known"));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        // Endpoints that change something cannot be opened by any key when there is none.
        if (!keys.HasOperatorKey && Context.GetEndpoint()?.Metadata.GetMetadata<ChangesSomething>() is not null)
        {
            return HandleForbiddenAsync(properties);
        }

        Response.Headers.WWWAuthenticate = $"ApiKey realm=\"segmentation\", header=\"{Header}\"";
        return WriteAsync(
            StatusCodes.Status401Unauthorized,
            Request.Headers.ContainsKey(Header) ? $"The key in the header {Header} is not known." : $"Send a key in the header {Header}.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => WriteAsync(
        StatusCodes.Status403Forbidden,
        keys.HasOperatorKey
            ? $"This needs the operator key in the header {Header}."
            : $"Nothing can be changed here, because no operator key is configured: set {DashboardOptions.Section}:OperatorKey.");

    private async Task WriteAsync(int status, string detail)
    {
        Response.StatusCode = status;
        await problems.WriteAsync(new ProblemDetailsContext
        {
            HttpContext = Context,
            ProblemDetails = { Status = status, Detail = detail },
        });
    }
}
