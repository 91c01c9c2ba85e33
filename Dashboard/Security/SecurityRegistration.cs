using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
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
                cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
                cookie.SlidingExpiration = false;
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
        var protection = services.AddDataProtection();
        if (builder.Configuration[$"{DashboardOptions.Section}:{nameof(DashboardOptions.DataProtectionFolder)}"] is { Length: > 0 } folder)
        {
            protection.PersistKeysToFileSystem(new DirectoryInfo(folder)).SetApplicationName("segmentation-dashboard");
        }
        else
        {
            // In memory only: there is nothing that could be encrypted, so the warning that it is not would mislead. (The framework's own
            // ephemeral provider leaves its key manager as it is, which then writes a key into the user's home that nobody reads.)
            services.Configure<KeyManagementOptions>(keys =>
            {
                keys.XmlRepository = new KeysInMemory();
                keys.XmlEncryptor = new NullXmlEncryptor();
            });
        }
    }

    private static Task Redirect(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }

    private static bool IsForPrograms(HttpRequest request) =>
        request.Path.StartsWithSegments("/api", StringComparison.Ordinal) || request.Path.StartsWithSegments("/hubs", StringComparison.Ordinal);
}
