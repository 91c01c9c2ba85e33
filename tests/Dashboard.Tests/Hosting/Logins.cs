using System.Text.RegularExpressions;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Tests.Hosting;

/// <summary>The page's form to log in, filled in as a browser does it.</summary>
internal static partial class Logins
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<HttpResponseMessage> LogInAsync(this DashboardHost host, Uri login, string key)
    {
        using var page = await host.Client.GetAsync(login, Cancel);
        var token = Token().Match(await page.Content.ReadAsStringAsync(Cancel)).Groups["token"].Value;
        using var form = new FormUrlEncodedContent([new("_handler", "login"), new("__RequestVerificationToken", token), new("Key", key)]);
        return await host.Client.PostAsync(login, form, Cancel);
    }

    /// <summary>The cookie of a login that has to succeed, as NAME=VALUE.</summary>
    public static async Task<string> CookieAsync(this DashboardHost host, string key)
    {
        using var login = await host.LogInAsync(new Uri("/login", UriKind.Relative), key);
        return login.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("segmentation=", StringComparison.Ordinal)).Split(';')[0];
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Token();
}
