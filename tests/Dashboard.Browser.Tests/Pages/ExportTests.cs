using SegmentationUpdates.Dashboard.Browser.Tests.Site;

namespace SegmentationUpdates.Dashboard.Browser.Tests.Pages;

[Collection(typeof(SharedSite))]
public sealed class ExportTests(LiveSite site)
{
    [Fact]
    public async Task A_segment_is_exported_with_all_its_customers()
    {
        await using var visit = await site.VisitAsync("/segments");
        var panel = visit.Page.Locator("#segment-high-value");

        var download = await visit.Page.RunAndWaitForDownloadAsync(
            () => panel.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Export" }).ClickAsync());

        Assert.Equal("segment-high-value.csv", download.SuggestedFilename);
        var lines = await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.StartsWith("customer_id,income,", lines[0], StringComparison.Ordinal);
        Assert.All(lines.Skip(1), line => Assert.Contains(",High-value,", line, StringComparison.Ordinal));
        Assert.NotEmpty(lines.Skip(1));
    }
}
