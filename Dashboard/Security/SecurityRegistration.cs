using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using SegmentationUpdates.Dashboard.Settings;

namespace SegmentationUpdates.Dashboard.Security;

internal static class SecurityRegistration
{
    public const string LoginPath = "/login";
    private const string ByKeyOrCookie = "key-or-cookie";

    public static void AddDashboardSecurity(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<KnownHosts>();
        services.AddSingleton<OpenConnections>();
        services.AddAuthentication(ByKeyOrCookie)
            .AddPolicyScheme(ByKeyOrCookie, displayName: null, scheme => scheme.ForwardDefaultSelector = context =>
                context.Request.Headers.ContainsKey(ApiKeyHandler.Header)
                    ? ApiKeyHandler.SchemeName
                    : CookieAuthenticationDefaults.AuthenticationScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, _ => { })
            .AddCookie(cookie =>
            {
                cookie.Cookie.Name = "segmentation";
                cookie.Cookie.SameSite = SameSiteMode.Strict;
                cookie.Cookie.HttpOnly = true;
                cookie.LoginPath = LoginPath;
                cookie.AccessDeniedPath = LoginPath;
                cookie.SlidingExpiration = false; // Else who steals a cookie has it for ever. KeySession says how long it lasts.
                cookie.Events.OnValidatePrincipal = KeySession.ValidateAsync;

                // A browser that opens the page is sent to the form; whatever else asks is told what to send.
                cookie.Events.OnRedirectToLogin = context => IsForPrograms(context.Request)
                    ? context.HttpContext.ChallengeAsync(ApiKeyHandler.SchemeName)
                    : Redirect(context);
                cookie.Events.OnRedirectToAccessDenied = context => IsForPrograms(context.Request)
                    ? context.HttpContext.ForbidAsync(ApiKeyHandler.SchemeName)
                    : Redirect(context);
            });
        services.AddAuthorizationBuilder()
            .AddPolicy(DashboardPolicies.View, policy => policy.AddRequirements(new MayView()))
            .AddPolicy(DashboardPolicies.Change, policy => policy.RequireRole(DashboardRoles.Operator))
            .AddPolicy(DashboardPolicies.ChangeByApi, policy => policy
                .AddAuthenticationSchemes(ApiKeyHandler.SchemeName)
                .RequireRole(DashboardRoles.Operator));
        services.AddSingleton<IAuthorizationHandler, MayViewHandler>();
        services.AddCascadingAuthenticationState();
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>()
            .Configure<IOptions<DashboardOptions>>((limiter, options) => RateLimits.Add(limiter, options.Value));
        builder.AddCookieKeys();
    }

    private static Task Redirect(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }

    private static bool IsForPrograms(HttpRequest request) =>
        request.Path.StartsWithSegments("/api", StringComparison.Ordinal) || request.Path.StartsWithSegments("/hubs", StringComparison.Ordinal);
}
