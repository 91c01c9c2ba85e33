using SegmentationUpdates.Dashboard.Browser.Tests.Site;

namespace SegmentationUpdates.Dashboard.Browser.Tests.Pages;

[Collection(typeof(SharedSite))]
public sealed class KeyboardTests(LiveSite site)
{
    [Fact]
    public async Task The_pages_are_reached_without_a_mouse()
    {
        await using var visit = await site.VisitAsync("/");
        var heading = visit.Page.Locator("h1");

        // Where the page begins, for those who hear it; before it, backwards, the bar.
        await Assertions.Expect(heading).ToBeFocusedAsync();
        await BackAsync(visit, 4);
        await Assertions.Expect(Link(visit, "Segments")).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(heading).ToHaveTextAsync("Segments");
        await Assertions.Expect(heading).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_bar_can_be_skipped()
    {
        await using var visit = await site.VisitAsync("/customers");
        await Assertions.Expect(visit.Page.Locator("h1")).ToBeFocusedAsync();
        await BackAsync(visit, 7);
        await Assertions.Expect(Link(visit, "Skip to the content")).ToBeFocusedAsync();

        await visit.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(visit.Page.Locator("main")).ToBeFocusedAsync();
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("Customers");
    }

    [Fact]
    public async Task Scatter_points_are_no_stops_for_the_keyboard()
    {
        await using var visit = await site.VisitAsync("/");

        await Assertions.Expect(visit.Page.Locator(".scatter a").First).ToBeAttachedAsync();

        await Assertions.Expect(visit.Page.Locator(".scatter a:not([tabindex='-1'])")).ToHaveCountAsync(0);
    }

    private static ILocator Link(Visit visit, string name) =>
        visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = name, Exact = true });

    private static async Task BackAsync(Visit visit, int stops)
    {
        for (var i = 0; i < stops; i++)
        {
            await visit.Page.Keyboard.PressAsync("Shift+Tab");
        }
    }
}
