using System.Globalization;
using SegmentationUpdates.Dashboard.Browser.Tests.Site;

namespace SegmentationUpdates.Dashboard.Browser.Tests.Pages;

/// <summary>The table of customers, as an analyst uses it.</summary>
[Collection(typeof(SharedSite))]
public sealed class CustomerTableTests(LiveSite site)
{
    [Fact]
    public async Task The_customers_to_call_are_found_sorted_paged_linked_and_exported()
    {
        await using var visit = await site.VisitAsync("/customers");
        await Assertions.Expect(visit.Test("matches")).ToHaveTextAsync("400 customers");

        // A page that comes alive takes the focus to its heading, once.
        await Assertions.Expect(visit.Page.Locator("h1")).ToBeFocusedAsync();
        await visit.Test("filter").GetByText("Budget-conscious").ClickAsync();
        await visit.Test("filter").GetByText("At risk").ClickAsync();
        await FindAsync(visit, "1,000");
        await visit.AtAsync(@"/customers\?segment=Budget-conscious&segment=At[^&]*&balance_min=1000$");
        var count = await site.Database.ScalarAsync<long>(
            "SELECT count(*) FROM customer_segments WHERE segment <> 'High-value' AND balance >= 1000");
        Assert.InRange(count, 51, 399);
        await Assertions.Expect(visit.Test("matches")).ToHaveTextAsync($"{count} customers");

        await Header(visit, "Balance").GetByRole(AriaRole.Link).PressAsync("Enter");
        await Assertions.Expect(Header(visit, "Balance")).ToHaveAttributeAsync("aria-sort", "descending");
        await visit.Test("next").ClickAsync();
        await visit.AtAsync("&after=");
        await visit.AliveAsync();
        var expected = await site.Database.QueryAsync(
            "SELECT customer_id FROM customer_segments WHERE segment <> 'High-value' AND balance >= 1000 ORDER BY balance DESC, customer_id DESC",
            reader => reader.GetInt32(0).ToString(CultureInfo.InvariantCulture));
        var rows = visit.Test("customers").Locator("tbody th");
        await Assertions.Expect(rows.First).ToHaveTextAsync(expected[50]);

        await visit.Page.ReloadAsync();
        await visit.AliveAsync();
        Assert.Equal(expected.Skip(50).Take(50), await rows.AllTextContentsAsync());
        await Assertions.Expect(visit.Page.GetByLabel("Balance from")).ToHaveValueAsync("1000");

        var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Test("csv").ClickAsync());
        var lines = await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Equal(expected, lines.Skip(1).Select(line => line.Split(',')[0]));

        await visit.Test("previous").ClickAsync();
        await Assertions.Expect(rows.First).ToHaveTextAsync(expected[0]);
        await Assertions.Expect(visit.Test("previous")).ToHaveAttributeAsync("aria-disabled", "true");
        await rows.First.GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync($"Customer {expected[0]}");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Columns_are_chosen_and_stand_in_the_address()
    {
        await using var visit = await site.VisitAsync("/customers?columns=balance");
        await Assertions.Expect(Header(visit, "Income")).ToHaveCountAsync(0);

        await visit.Page.Locator(".columns summary").ClickAsync();
        await visit.Page.Locator(".columns").GetByText("Income").ClickAsync();

        await visit.AtAsync(@"/customers\?columns=income%2Cbalance$");
        await Assertions.Expect(Header(visit, "Income")).ToBeVisibleAsync();
        Assert.Empty(await Axe.ViolationsAsync(visit.Page));
        await visit.KeepAsync("customers-columns");
        await visit.Page.SetViewportSizeAsync(1024, 900);
        await visit.KeepAsync("customers-1024");
    }

    [Fact]
    public async Task What_is_wrong_is_said_where_it_is_typed_and_where_it_is_linked()
    {
        await using var visit = await site.VisitAsync("/customers");
        await Assertions.Expect(visit.Page.Locator("h1")).ToBeFocusedAsync();
        await FindAsync(visit, "much");
        await Assertions.Expect(visit.Test("filter").GetByRole(AriaRole.Alert)).ToContainTextAsync(
            "Balance must be a number, such as 10000 or 0.5, not 'much'.");

        await visit.GoAsync("/customers?blance_min=1");

        await Assertions.Expect(visit.Test("address-problem")).ToContainTextAsync("Did you mean 'balance_min'?");
        await Assertions.Expect(visit.Test("customers")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_segment_of_the_overview_leads_to_its_customers()
    {
        await using var visit = await site.VisitAsync("/");

        await visit.Page.Locator("[data-segment='High-value']").GetByTestId("show-customers").ClickAsync();

        await visit.AtAsync(@"/customers\?segment=High-value$");
        var count = await site.Database.ScalarAsync<long>("SELECT count(*) FROM customer_segments WHERE segment = 'High-value'");
        await Assertions.Expect(visit.Test("matches")).ToHaveTextAsync($"{count} customers");
        await Assertions.Expect(visit.Test("filter").GetByRole(AriaRole.Checkbox, new LocatorGetByRoleOptions { Checked = true })).ToHaveCountAsync(1);
    }

    private static async Task FindAsync(Visit visit, string balance)
    {
        var from = visit.Page.GetByLabel("Balance from");
        await from.FillAsync(balance);
        await from.PressAsync("Enter");
    }

    private static ILocator Header(Visit visit, string name) =>
        visit.Test("customers").Locator("thead th", new LocatorLocatorOptions { HasText = name });
}
