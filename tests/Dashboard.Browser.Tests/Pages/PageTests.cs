using SegmentationUpdates.Dashboard.Browser.Tests.Site;

namespace SegmentationUpdates.Dashboard.Browser.Tests.Pages;

/// <summary>What holds for every page.</summary>
public sealed class PageTests(LiveSite site) : IClassFixture<LiveSite>
{
    [Theory]
    [ClassData(typeof(Paths))]
    public async Task The_browser_has_nothing_to_complain_about(string path)
    {
        await using var visit = await site.VisitAsync(path);

        await Assertions.Expect(visit.Page.Locator("h1").First).ToBeVisibleAsync();

        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [ClassData(typeof(Paths))]
    public async Task It_fits_a_phone_and_a_desk_without_scrolling_sideways(string path)
    {
        foreach (var width in (int[])[390, 1440])
        {
            await using var visit = await site.VisitAsync(path, width);

            Assert.Equal(0, await visit.OverflowAsync());

            await visit.KeepAsync($"{Paths.Name(path)}-{width}");
        }
    }

    [Theory]
    [ClassData(typeof(Paths))]
    public async Task Nothing_keeps_people_out_in_light_or_dark(string path)
    {
        await using var visit = await site.VisitAsync(path);

        Assert.Empty(await Axe.ViolationsAsync(visit.Page));

        // What depends on the colours, and nothing else, is another in the dark.
        await visit.SetThemeAsync(dark: true);
        Assert.Empty(await Axe.ViolationsAsync(visit.Page, "color-contrast", "link-in-text-block"));
        await visit.KeepAsync($"{Paths.Name(path)}-dark");
    }
}
