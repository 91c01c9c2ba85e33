using SegmentationUpdates.Dashboard.Browser.Tests.Site;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Browser.Tests.Pages;

[Collection(typeof(SharedSite))]
public sealed class SegmentNamingTests(LiveSite site)
{
    [Fact]
    public async Task With_the_operator_key_a_segment_is_named_described_and_coloured_and_everybody_sees_it()
    {
        await using var visit = await site.VisitAsync("/models");
        await visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Log in as operator" }).ClickAsync();
        await visit.LogInAsync(DashboardHost.OperatorKey);
        await visit.AliveAsync();
        await visit.LoadAsync("/segments");
        await visit.AliveAsync();
        var segment = visit.Page.Locator("article.segment").First;
        var before = (await segment.Locator("h2").InnerTextAsync()).Trim();

        await Button(segment, "Name").ClickAsync();
        await segment.GetByLabel("Name", new LocatorGetByLabelOptions { Exact = true }).FillAsync("Friends of the house");
        await segment.GetByLabel("Description").FillAsync("Invited to the autumn event");
        await segment.GetByLabel("Colour").SelectOptionAsync("violet");
        await visit.KeepAsync("segments-naming");
        Assert.Empty(await Axe.ViolationsAsync(visit.Page));
        await Button(segment, "Save").ClickAsync();

        await Assertions.Expect(segment.Locator("h2")).ToHaveTextAsync("Friends of the house");
        await Assertions.Expect(segment.GetByTestId("description")).ToHaveTextAsync("Invited to the autumn event");
        await Assertions.Expect(segment.Locator("h2 .seg-5")).ToHaveCountAsync(1);
        await Assertions.Expect(visit.Test("renamings").Locator("tbody tr").First).ToContainTextAsync("Friends of the house");
        await visit.KeepAsync("segments-named");

        // Who follows a link with the old name finds the same customers.
        await using (var viewer = await site.VisitAsync($"/customers?segment={Uri.EscapeDataString(before)}"))
        {
            await Assertions.Expect(viewer.Test("customers").Locator("tbody tr").First).ToContainTextAsync("Friends of the house");
            await Assertions.Expect(viewer.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Name", Exact = true })).ToHaveCountAsync(0);
        }

        await Button(segment, "Name").ClickAsync();
        await segment.GetByLabel("Name", new LocatorGetByLabelOptions { Exact = true }).FillAsync(before);
        await segment.GetByLabel("Colour").SelectOptionAsync("chosen by the page");
        await Button(segment, "Save").ClickAsync();
        await Assertions.Expect(segment.Locator("h2")).ToHaveTextAsync(before);
    }

    private static ILocator Button(ILocator place, string name) =>
        place.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = name, Exact = true });
}
