using SegmentationUpdates.Dashboard.Browser.Tests.Site;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Browser.Tests.Pages;

[Collection(typeof(SharedSite))]
public sealed class LoginTests(LiveSite site)
{
    private const string WrongKey = "a key that is not known";

    [Fact]
    public async Task A_wrong_key_is_said_to_be_none_and_the_right_one_leads_back()
    {
        await using var visit = await site.VisitAsync("/models");
        await visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Log in as operator" }).ClickAsync();

        await visit.LogInAsync(WrongKey);
        await Assertions.Expect(visit.Test("login-problem")).ToHaveTextAsync("This key is not known.");
        await visit.KeepAsync("login-wrong");

        await visit.LogInAsync(DashboardHost.OperatorKey);
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("Models");
        await Assertions.Expect(visit.Test("role")).ToHaveTextAsync("operator");
    }

    [Fact]
    public async Task Who_logs_out_as_operator_changes_nothing_any_more()
    {
        await using var visit = await site.VisitAsync("/login");
        await visit.LogInAsync(DashboardHost.OperatorKey);
        await visit.AliveAsync();
        await visit.GoAsync("/models");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Train" })).ToBeVisibleAsync();

        await LogOutAsync(visit);

        await Assertions.Expect(visit.Test("role")).ToHaveCountAsync(0);
        await visit.GoAsync("/models");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Log in as operator" })).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Train" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_viewer_looks_changes_nothing_and_logs_out()
    {
        Assert.SkipWhen(Chromium.Program is null, Chromium.Missing);
        await using var dashboard = await DashboardHost.StartAsync(site.Database, null, ("ViewerKey", DashboardHost.ViewerKey));
        await using var visit = await site.VisitAsync("/login?ReturnUrl=%2Fmodels", site: dashboard.Address);

        await visit.LogInAsync(DashboardHost.ViewerKey);
        await visit.AliveAsync();
        await Assertions.Expect(visit.Test("models")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Test("role")).ToHaveTextAsync("viewer");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Train" })).ToHaveCountAsync(0);

        await LogOutAsync(visit);
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("Log in");
    }

    [Fact]
    public async Task A_page_that_is_open_ends_with_the_key_that_it_was_opened_with()
    {
        Assert.SkipWhen(Chromium.Program is null, Chromium.Missing);
        await using var dashboard = await DashboardHost.StartAsync(site.Database, null, ("OperatorKeys:alice", "the key of alice, for tests"));
        await using var visit = await site.VisitAsync("/login?ReturnUrl=%2Fmodels", site: dashboard.Address);
        await visit.LogInAsync("the key of alice, for tests");
        await visit.AliveAsync();
        await Assertions.Expect(visit.Test("role")).ToHaveTextAsync("alice (operator)");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Train" })).ToBeVisibleAsync();

        dashboard.Reconfigure("OperatorKeys:alice", "another key of alice, for tests");

        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Train" })).ToHaveCountAsync(0);
        await Assertions.Expect(visit.Test("role")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Who_guesses_too_often_reads_on_the_form_when_to_try_again()
    {
        Assert.SkipWhen(Chromium.Program is null, Chromium.Missing);
        await using var dashboard = await DashboardHost.StartAsync(site.Database, null, ("LoginsPerMinute", "1"));
        await using var visit = await site.VisitAsync("/login", site: dashboard.Address);
        await visit.LogInAsync(WrongKey);
        await Assertions.Expect(visit.Test("login-problem")).ToHaveTextAsync("This key is not known.");

        await visit.LogInAsync(DashboardHost.OperatorKey);

        await Assertions.Expect(visit.Test("login-problem")).ToHaveTextAsync(
            new System.Text.RegularExpressions.Regex("^Too many attempts from this address: try again in [0-9]+ s.$", default, Eventually.Limit));
    }

    [Fact]
    public async Task A_form_of_a_dashboard_that_was_restarted_is_shown_again()
    {
        Assert.SkipWhen(Chromium.Program is null, Chromium.Missing);
        var dashboard = await DashboardHost.StartAsync(site.Database);
        var address = dashboard.Address;
        await using var visit = await site.VisitAsync("/login", site: address);

        await dashboard.DisposeAsync();
        dashboard = await DashboardHost.StartAtAsync(address.ToString(), site.Database);
        await using (dashboard)
        {
            await visit.LogInAsync(DashboardHost.OperatorKey);
            await Assertions.Expect(visit.Test("login-problem")).ToContainTextAsync("too old");

            await visit.LogInAsync(DashboardHost.OperatorKey);
            await Assertions.Expect(visit.Test("role")).ToHaveTextAsync("operator");
        }
    }

    private static Task LogOutAsync(Visit visit) =>
        visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Log out" }).ClickAsync();
}
