using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace SegmentationUpdates.Dashboard.Security;

/// <summary>A login on the page: a cookie that is good for as long as the key is that it was begun with.</summary>
internal static class KeySession
{
    private const string Key = "key";

    public static Task BeginAsync(HttpContext context, ApiKeys keys, string role) => context.SignInAsync(ApiKeyHandler.Principal(
        role, CookieAuthenticationDefaults.AuthenticationScheme, new Claim(Key, keys.Fingerprint(role))));

    /// <summary>Ends a session whose key is the role's no more.</summary>
    public static Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var keys = context.HttpContext.RequestServices.GetRequiredService<ApiKeys>();
        var role = context.Principal?.FindFirstValue(ClaimTypes.Role) ?? "";
        if (keys.Fingerprint(role) is { Length: > 0 } fingerprint && context.Principal!.HasClaim(Key, fingerprint))
        {
            return Task.CompletedTask;
        }

        context.RejectPrincipal();
        return context.HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
    }
}
