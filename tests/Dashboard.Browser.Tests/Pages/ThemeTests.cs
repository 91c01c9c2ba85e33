using SegmentationUpdates.Dashboard.Browser.Tests.Site;

namespace SegmentationUpdates.Dashboard.Browser.Tests.Pages;

[Collection(typeof(SharedSite))]
public sealed class ThemeTests(LiveSite site)
{
    private const string Light = "rgb(244, 246, 248)";
    private const string Dark = "rgb(15, 21, 27)";
    private const string Background = "() => getComputedStyle(document.body).backgroundColor";

    [Fact]
    public async Task The_theme_follows_the_system_until_somebody_chooses_and_is_remembered()
    {
        await using var visit = await site.VisitAsync("/");
        Assert.Equal(Light, await visit.Page.EvaluateAsync<string>(Background));

        await visit.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        Assert.Equal(Dark, await visit.Page.EvaluateAsync<string>(Background));

        await visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Switch between light and dark" }).ClickAsync();
        Assert.Equal(Light, await visit.Page.EvaluateAsync<string>(Background));

        await visit.GoAsync("/segments");
        Assert.Equal(Light, await visit.Page.EvaluateAsync<string>(Background));
    }
}
