using System.Security.Claims;

namespace SegmentationUpdates.Dashboard.Security;

/// <summary>Looks again and again whether a session that stays open is over, because nobody asks in between.</summary>
internal static class SessionWatch
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>Cuts a connection whose session is over.</summary>
    /// <returns>To be disposed before the request ends: its connection is another's then.</returns>
    public static IAsyncDisposable Start(HttpContext context)
    {
        var services = context.RequestServices;
        var (user, keys, time) = (context.User, services.GetRequiredService<ApiKeys>(), services.GetRequiredService<TimeProvider>());
        return time.CreateTimer(_ => CutIfOver(context, user, keys, time), state: null, Interval, Interval);
    }

    private static void CutIfOver(HttpContext context, ClaimsPrincipal user, ApiKeys keys, TimeProvider time)
    {
        if (KeySession.IsOver(user, keys, time))
        {
            context.Abort();
        }
    }
}
