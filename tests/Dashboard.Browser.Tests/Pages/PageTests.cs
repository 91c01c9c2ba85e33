using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
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
        foreach (var dark in (bool[])[false, true])
        {
            await using var visit = await site.VisitAsync(path, dark: dark);

            var result = await visit.Page.RunAxe();

            string[] serious =
            [
                .. result.Violations
                    .Where(violation => violation.Impact is "serious" or "critical")
                    .Select(violation => $"{(dark ? "dark" : "light")}: {violation.Id}, {violation.Help}: {Places(violation)}"),
            ];
            Assert.Empty(serious);
            if (dark)
            {
                await visit.KeepAsync($"{Paths.Name(path)}-dark");
            }
        }
    }

    private static string Places(AxeResultItem violation) => string.Join(" | ", violation.Nodes.Take(5).Select(node => node.Html));
}
