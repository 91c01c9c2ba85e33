using SegmentationUpdates.Dashboard.Browser.Tests.Site;
using SegmentationUpdates.Dashboard.Tests.Hosting;
using SegmentationUpdates.Integration.Tests.Fixtures;

namespace SegmentationUpdates.Dashboard.Browser.Tests.Pages;

[Collection(typeof(SharedSite))]
public sealed class ReconnectTests(PostgresFixture postgres, LiveSite site)
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

    [Fact]
    public async Task A_database_that_is_away_is_told_and_the_last_state_stays()
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
}
