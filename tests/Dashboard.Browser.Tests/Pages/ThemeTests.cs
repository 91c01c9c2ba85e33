using SegmentationUpdates.Dashboard.Browser.Tests.Site;

namespace SegmentationUpdates.Dashboard.Browser.Tests.Pages;

[Collection(typeof(SharedSite))]
public sealed class ThemeTests(LiveSite site)
{
    private const string Background = "() => getComputedStyle(document.documentElement).getPropertyValue('color-scheme')";

    [Fact]
    public async Task The_theme_follows_the_system_until_somebody_chooses_and_is_remembered()
    {
        await using var visit = await site.VisitAsync("/");
        Assert.Equal("light", await visit.Page.EvaluateAsync<string>(Background));

        await visit.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        Assert.Equal("dark", await visit.Page.EvaluateAsync<string>(Background));

        await visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Switch between light and dark" }).ClickAsync();
        Assert.Equal("light", await visit.Page.EvaluateAsync<string>(Background));

        await visit.GoAsync("/segments");
        Assert.Equal("light", await visit.Page.EvaluateAsync<string>(Background));
    }
}
