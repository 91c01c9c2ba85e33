using System.Text.RegularExpressions;
using SegmentationUpdates.Dashboard.Browser.Tests.Site;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Browser.Tests.Pages;

[Collection(typeof(SharedSite))]
public sealed class CurrencyTests(LiveSite site)
{
    [Fact]
    public async Task Amounts_have_the_currency_that_is_configured()
    {
        Assert.SkipWhen(Chromium.Program is null, Chromium.Missing);
        await using var dashboard = await (await DashboardHost.StartAsync(site.Database, null, ("Currency", "EUR"))).ConnectedAsync();
        await using var visit = await site.VisitAsync("/segments", site: dashboard.Address);
        await Assertions.Expect(Row(visit, "Balance")).ToContainTextAsync("EUR");
        await Assertions.Expect(Row(visit, "Transactions")).Not.ToContainTextAsync("EUR");
        await Assertions.Expect(visit.Page.GetByText("Amounts in EUR. sd")).ToBeVisibleAsync();

        await visit.GoAsync("/customers/7");
        await Assertions.Expect(Row(visit, "Income")).ToContainTextAsync("EUR");

        await visit.GoAsync("/");
        await Assertions.Expect(visit.Page.Locator(".axis-title").Filter(new LocatorFilterOptions { HasText = "Lifetime value, EUR" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Without_one_none_is_made_up()
    {
        await using var visit = await site.VisitAsync("/segments");

        await Assertions.Expect(visit.Page.GetByText("Amounts in the bank's currency. sd")).ToBeVisibleAsync();
        await Assertions.Expect(Row(visit, "Balance")).ToContainTextAsync(new Regex(@"^\s*Balance\s*[0-9]", default, Eventually.Limit));
    }

    private static ILocator Row(Visit visit, string feature) =>
        visit.Page.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasTextRegex = new Regex($"^\\s*{feature}\\b", default, Eventually.Limit) }).First;
}
