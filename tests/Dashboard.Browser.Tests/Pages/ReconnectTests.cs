using SegmentationUpdates.Dashboard.Browser.Tests.Site;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Browser.Tests.Pages;

public sealed class ReconnectTests(PostgresFixture postgres, LiveSite site) : IClassFixture<LiveSite>
{
    [Fact]
    public async Task The_page_goes_on_after_the_server_was_restarted()
    {
        Assert.SkipWhen(Chromium.Program is null, Chromium.Missing);
        var dashboard = await DashboardHost.StartAsync(site.Database);
        var address = dashboard.Address;
        await using var visit = await site.VisitAsync("/customers", site: address);
        var dialog = visit.Page.GetByRole(AriaRole.Dialog, new PageGetByRoleOptions { Name = "Connection to the dashboard lost" });

        await dashboard.DisposeAsync();

        await Assertions.Expect(dialog).ToBeVisibleAsync();
        await visit.KeepAsync("reconnecting");

        dashboard = await DashboardHost.StartAtAsync(address.ToString(), site.Database);
        await using (dashboard)
        {
            await Assertions.Expect(dialog).ToBeHiddenAsync();
            await visit.AliveAsync();
            await Assertions.Expect(visit.Test("connection")).ToHaveTextAsync("Live");
            await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("Customers");
        }
    }

    [Theory]
    [InlineData("/", "h1")]
    [InlineData("/segments", ".heat")]
    [InlineData("/customers/3", "[data-testid=customer-segment]")]
    [InlineData("/models", "h1")]
    public async Task Every_page_tells_that_the_database_is_away_keeps_what_it_shows_and_goes_on(string path, string keeps)
    {
        Assert.SkipWhen(Chromium.Program is null, Chromium.Missing);
        await using var database = await postgres.CreateAsync();
        await database.AddAsync(TestCustomers.Take(5));
        await using var dashboard = await (await DashboardHost.StartAsync(database)).ConnectedAsync();
        await using var visit = await site.VisitAsync(path, site: dashboard.Address);

        await CutOffAsync(database);

        await Assertions.Expect(visit.Test("lost-connection")).ToContainTextAsync("The database does not answer. What you see is from ");
        await Assertions.Expect(visit.Test("connection")).ToHaveTextAsync("Stale");
        await Assertions.Expect(visit.Page.Locator(keeps).First).ToBeVisibleAsync();
        await visit.KeepAsync($"database-away-{Paths.Name(path)}");

        await GiveBackAsync(database);

        await Assertions.Expect(visit.Test("lost-connection")).ToBeHiddenAsync();
        await Assertions.Expect(visit.Test("connection")).ToHaveTextAsync("Live");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert).Filter(new LocatorFilterOptions { HasText = "could not be read" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_dashboard_that_starts_without_its_database_does_not_say_that_nobody_is_there()
    {
        Assert.SkipWhen(Chromium.Program is null, Chromium.Missing);
        await using var database = await postgres.CreateAsync();
        await database.AddAsync(TestCustomers.Take(5));
        await CutOffAsync(database);
        await using var dashboard = await DashboardHost.StartAsync(database);
        await dashboard.WaitAsync(snapshot => snapshot.Sequence > 0, "the first attempt has failed");

        await using var visit = await site.VisitAsync("/", site: dashboard.Address);

        await Assertions.Expect(visit.Test("lost-connection")).ToContainTextAsync("Nothing has been read since the dashboard started");
        await Assertions.Expect(visit.Test("connection")).ToHaveTextAsync("Connecting");
        await Assertions.Expect(visit.Page.Locator(".health-down")).ToContainTextAsync("PostgreSQL");
        await Assertions.Expect(visit.Page.GetByText("no customers")).ToHaveCountAsync(0);
        await Assertions.Expect(visit.Test("rate")).ToHaveCountAsync(0);

        await GiveBackAsync(database);

        await Assertions.Expect(visit.Test("size")).ToHaveTextAsync("5");
    }

    [Fact]
    public async Task A_table_that_cannot_be_read_is_told_and_the_last_state_stays()
    {
        Assert.SkipWhen(Chromium.Program is null, Chromium.Missing);
        await using var database = await postgres.CreateAsync();
        await database.AddAsync(TestCustomers.Take(5));
        await using var dashboard = await (await DashboardHost.StartAsync(database)).ConnectedAsync();
        await using var visit = await site.VisitAsync("/", site: dashboard.Address);
        await Assertions.Expect(visit.Test("size")).ToHaveTextAsync("5");

        await database.ExecuteAsync("ALTER TABLE segment_changes RENAME TO segment_changes_away");

        await Assertions.Expect(visit.Test("lost-connection")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Test("connection")).ToHaveTextAsync("Stale");
        await Assertions.Expect(visit.Test("size")).ToHaveTextAsync("5");

        await database.ExecuteAsync("ALTER TABLE segment_changes_away RENAME TO segment_changes");

        await Assertions.Expect(visit.Test("lost-connection")).ToBeHiddenAsync();
        await Assertions.Expect(visit.Test("connection")).ToHaveTextAsync("Live");
    }

    // For the dashboard as if the server were away: its sessions end, and it gets no new ones.
    private static async Task CutOffAsync(TestDatabase database)
    {
        await database.ExecuteAsync($"REVOKE CONNECT ON DATABASE \"{database.Name}\" FROM PUBLIC, segmentation_service");
        await database.TerminateHostsAsync();
    }

    private static async Task GiveBackAsync(TestDatabase database) => await database.ExecuteAsync($"GRANT CONNECT ON DATABASE \"{database.Name}\" TO PUBLIC");
}
