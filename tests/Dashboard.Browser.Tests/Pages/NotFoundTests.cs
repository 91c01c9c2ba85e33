using SegmentationUpdates.Dashboard.Browser.Tests.Site;

namespace SegmentationUpdates.Dashboard.Browser.Tests.Pages;

[Collection(typeof(SharedSite))]
public sealed class NotFoundTests(LiveSite site)
{
    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/customers/Smith/payments")]
    public async Task An_address_that_does_not_exist_leads_on(string path)
    {
        await using var visit = await site.VisitAsync("/");

        var response = await visit.LoadAsync(path);
        await visit.AliveAsync();

        Assert.Equal(404, response!.Status);
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("There is no such page");
        await visit.KeepAsync("not-found");
        await visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "overview", Exact = true }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("Overview");
    }
}
