using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using SegmentationUpdates.Dashboard.Settings;

namespace SegmentationUpdates.Dashboard.Security;

/// <summary>
/// What somebody does by a key: a request, or for as long as a connection or a login on the page lasts. It ends with the key, and a login besides when its
/// lifetime is over, however much it is used.
/// </summary>
internal static class KeySession
{
    private const string Key = "key";
    private const string Until = "until";

    /// <summary>Of a request, by the key in its header.</summary>
    public static ClaimsPrincipal Principal(KeyHolder holder, string key, string scheme, params ReadOnlySpan<Claim> claims) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.Name, holder.Name), new Claim(ClaimTypes.Role, holder.Role), new Claim(Key, ApiKeys.Fingerprint(key)), .. claims], scheme));

    /// <summary>A login on the page.</summary>
    public static Task BeginAsync(HttpContext context, KeyHolder holder, string key)
    {
        var services = context.RequestServices;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var until = now + services.GetRequiredService<IOptions<DashboardOptions>>().Value.SessionLifetime;
        var principal = Principal(
            holder,
            key,
            CookieAuthenticationDefaults.AuthenticationScheme,
            new Claim(Until, until.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));
        return context.SignInAsync(principal, new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = until, AllowRefresh = false });
    }

    /// <summary>Whether somebody may do no more what they began to do; who is nobody, may look while there is no viewer key.</summary>
    public static bool IsOver(ClaimsPrincipal user, ApiKeys keys, TimeProvider time)
    {
        if (user.Identity is not { IsAuthenticated: true, Name: { } name })
        {
            return keys.HasViewerKey;
        }

        var holder = new KeyHolder(name, user.FindFirstValue(ClaimTypes.Role) ?? "");
        return !keys.IsStillOf(holder, user.FindFirstValue(Key) ?? "")
            || (user.FindFirstValue(Until) is { } until
                && time.GetUtcNow().ToUnixTimeSeconds() >= long.Parse(until, NumberStyles.None, CultureInfo.InvariantCulture));
    }

    /// <summary>At each request with a cookie.</summary>
    public static Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        if (!IsOver(context.Principal!, services.GetRequiredService<ApiKeys>(), services.GetRequiredService<TimeProvider>()))
        {
            return Task.CompletedTask;
        }

        context.RejectPrincipal();
        return context.HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
    }
}
