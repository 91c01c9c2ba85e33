using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using SegmentationUpdates.Dashboard.Tests.Hosting;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Tests.Security;

public sealed partial class AccessTests(PostgresFixture postgres) : DashboardTest(postgres)
{
    private const string NoKey = "";

    public static TheoryData<string, string> Changes => new()
    {
        { "POST", "/api/v1/transactions" },
        { "POST", "/api/v1/retraining" },
        { "POST", "/api/v1/models/1/activate" },
        { "POST", "/api/v1/models/unpin" },
        { "PUT", "/api/v1/models/1/name" },
        { "DELETE", "/api/v1/customers/1" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task What_changes_something_needs_the_operator_key(string method, string path)
    {
        var host = await StartAsync(("ViewerKey", DashboardHost.ViewerKey));

        using var none = await host.SendAsync(method, path, null);
        using var wrong = await host.SendAsync(method, path, "not-the-operator's-key");
        using var viewer = await host.SendAsync(method, path, DashboardHost.ViewerKey);
        using var right = await host.SendAsync(method, path, DashboardHost.OperatorKey);

        await none.AssertProblemAsync(HttpStatusCode.Unauthorized, "Send a key");
        await wrong.AssertProblemAsync(HttpStatusCode.Unauthorized, "not known");
        Assert.NotEmpty(none.Headers.WwwAuthenticate);
        await viewer.AssertProblemAsync(HttpStatusCode.Forbidden, "operator key");
        Assert.True(right.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden), $"{right.StatusCode}");
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Without_an_operator_key_nothing_can_be_changed_and_the_problem_says_why(string method, string path)
    {
        var host = await StartAsync(("OperatorKey", null));

        foreach (var key in (string?[])[null, NoKey, DashboardHost.OperatorKey])
        {
            using var response = await host.SendAsync(method, path, key);
            await response.AssertProblemAsync(HttpStatusCode.Forbidden, "Segmentation:Dashboard:OperatorKey");
        }
    }

    [Theory]
    [InlineData("/api/v1/segments")]
    [InlineData("/api/v1/changes/stream")]
    [InlineData("/hubs/segments")]
    public async Task With_a_viewer_key_programs_need_it_to_read(string path)
    {
        var host = await StartAsync(("ViewerKey", DashboardHost.ViewerKey));

        using var none = await host.SendAsync("GET", path, null);
        using var wrong = await host.SendAsync("GET", path, "not-the-viewer's-key");
        using var viewer = await host.SendAsync("GET", path, DashboardHost.ViewerKey);
        using var @operator = await host.SendAsync("GET", path, DashboardHost.OperatorKey);

        await none.AssertProblemAsync(HttpStatusCode.Unauthorized);
        await wrong.AssertProblemAsync(HttpStatusCode.Unauthorized);
        Assert.NotEqual(HttpStatusCode.Unauthorized, viewer.StatusCode);
        Assert.NotEqual(HttpStatusCode.Unauthorized, @operator.StatusCode);
    }

    [Fact]
    public async Task With_a_viewer_key_a_browser_is_sent_to_the_form_and_logs_in_with_it()
    {
        var host = await StartAsync(("ViewerKey", DashboardHost.ViewerKey));

        using var page = await host.SendAsync("GET", "/", null);
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        Assert.StartsWith("/login?ReturnUrl=", page.Headers.Location!.PathAndQuery, StringComparison.Ordinal);

        using var wrong = await host.LogInAsync(page.Headers.Location, "not-the-viewer's-key");
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Contains("not known", await wrong.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);

        using var right = await host.LogInAsync(page.Headers.Location, DashboardHost.ViewerKey);
        Assert.Equal(HttpStatusCode.Redirect, right.StatusCode);
        Assert.Equal(host.Address, new Uri(host.Address, right.Headers.Location!));
        var cookie = Assert.Single(right.Headers.GetValues("Set-Cookie"), value => value.StartsWith("segmentation=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);

        using var again = await host.SendAsync("GET", "/", null, ("Cookie", cookie.Split(';')[0]));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    public async Task Nobody_is_sent_to_another_site_by_the_form(string target)
    {
        var host = await StartAsync(("ViewerKey", DashboardHost.ViewerKey));

        using var response = await host.LogInAsync(new Uri($"/login?ReturnUrl={Uri.EscapeDataString(target)}", UriKind.Relative), DashboardHost.ViewerKey);

        Assert.Equal(host.Address, new Uri(host.Address, response.Headers.Location!));
    }

    [Fact]
    public async Task A_cookie_changes_nothing_by_the_API()
    {
        var host = await StartAsync(("ViewerKey", DashboardHost.ViewerKey));
        var cookie = await host.CookieAsync(DashboardHost.OperatorKey);

        using var change = await host.SendAsync("POST", "/api/v1/retraining", null, ("Cookie", cookie));
        using var look = await host.SendAsync("GET", "/api/v1/segments", null, ("Cookie", cookie));

        await change.AssertProblemAsync(HttpStatusCode.Unauthorized);
        Assert.Equal(HttpStatusCode.OK, look.StatusCode);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        var host = await StartAsync(("ViewerKey", DashboardHost.ViewerKey));
        using var form = new FormUrlEncodedContent([new("_handler", "login"), new("Key", DashboardHost.ViewerKey)]);

        using var response = await host.Client.PostAsync(new Uri("/login", UriKind.Relative), form, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Guessing_keys_on_the_form_is_slowed_down()
    {
        var host = await StartAsync(("ViewerKey", DashboardHost.ViewerKey), ("LoginsPerMinute", "2"));
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 3; i++)
        {
            using var response = await host.LogInAsync(new Uri("/login", UriKind.Relative), $"guess number {i} of many");
            statuses.Add(response.StatusCode);
        }

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests], statuses);
    }

    [Fact]
    public async Task Logging_out_takes_the_cookie_back()
    {
        var host = await StartAsync(("ViewerKey", DashboardHost.ViewerKey));
        var cookie = await host.CookieAsync(DashboardHost.ViewerKey);

        using var logout = await host.SendAsync("POST", "/logout", null, ("Cookie", cookie));
        using var foreign = await host.SendAsync("POST", "/logout", null, ("Cookie", cookie), ("Origin", "https://evil.example"));

        Assert.Equal(HttpStatusCode.Redirect, logout.StatusCode);
        Assert.Contains(logout.Headers.GetValues("Set-Cookie"), value => value.StartsWith("segmentation=;", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
    }

    [Theory]
    [InlineData("/nowhere", "text/html")]
    [InlineData("/api/v1/nowhere", "application/problem+json")]
    public async Task What_does_not_exist_is_said_in_a_page_to_browsers_and_in_a_problem_to_programs(string path, string type)
    {
        var host = await StartAsync();

        using var response = await host.SendAsync("GET", path, null);

        Assert.Equal((HttpStatusCode.NotFound, type), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.NotEmpty(await response.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Who_asks_too_often_is_told_when_to_come_again()
    {
        var host = await StartAsync(("RequestsPerSecond", "1"));
        HttpResponseMessage last;
        do
        {
            last = await host.SendAsync("GET", "/api/v1/health", null);
        }
        while (last.StatusCode == HttpStatusCode.OK);

        await last.AssertProblemAsync(HttpStatusCode.TooManyRequests, "Too many requests");
        Assert.True(last.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        last.Dispose();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api/v1/health")]
    [InlineData("/theme.css")]
    public async Task Every_answer_forbids_foreign_scripts_frames_and_sniffing(string path)
    {
        var host = await StartAsync();

        using var response = await host.SendAsync("GET", path, null);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task The_page_has_no_inline_scripts_or_styles_which_its_policy_would_block()
    {
        var host = await StartAsync();

        var html = await host.Client.GetStringAsync(new Uri("/", UriKind.Relative), Cancel);

        Assert.Contains("<script src=", html, StringComparison.Ordinal);
        Assert.DoesNotMatch(InlineScript(), html);
        Assert.DoesNotContain("<style", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(" style=", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(EventAttribute(), html);
    }

    [Theory]
    [InlineData("/_framework/blazor.web.js", "text/javascript")]
    [InlineData("/favicon.svg", "image/svg+xml")]
    [InlineData("/theme.css", "text/css")]
    public async Task Static_files_are_there_without_a_key(string path, string type)
    {
        var host = await StartAsync(("ViewerKey", DashboardHost.ViewerKey));

        using var response = await host.SendAsync("GET", path, null);

        Assert.Equal((HttpStatusCode.OK, type), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.NotEmpty(await response.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Theory]
    [InlineData("/api/v1/segments")]
    [InlineData("/hubs/segments/negotiate")]
    [InlineData("/_blazor")]
    public async Task Requests_of_other_sites_are_refused(string path)
    {
        var host = await StartAsync();

        using var foreign = await host.SendAsync("GET", path, null, ("Origin", "https://evil.example"));
        using var own = await host.SendAsync("GET", path, null, ("Origin", $"http://{host.Address.Authority}"));

        await foreign.AssertProblemAsync(HttpStatusCode.Forbidden, "other sites");
        Assert.NotEqual(HttpStatusCode.Forbidden, own.StatusCode);
    }

    [Theory]
    [InlineData("OperatorKey", "short")]
    [InlineData("ViewerKey", "short")]
    [InlineData("RequestsPerSecond", "0")]
    [InlineData("Currency", "pounds sterling")]
    public async Task A_setting_that_makes_no_sense_is_named_at_the_start(string key, string value)
    {
        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => DashboardHost.StartAsync(Database, null, (key, value)));

        Assert.Contains(key, e.Message, StringComparison.Ordinal);
    }

    [GeneratedRegex("<script(?![^>]*src=)", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex InlineScript();

    [GeneratedRegex("<[^>]* on[a-z]+=", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex EventAttribute();
}
