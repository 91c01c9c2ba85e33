using System.Text.Json;
using SegmentationUpdates.Dashboard.Browser.Tests.Site;

namespace SegmentationUpdates.Dashboard.Browser.Tests.Pages;

[Collection(typeof(SharedSite))]
public sealed class ApiReferenceTests(LiveSite site)
{
    [Fact]
    public async Task It_shows_every_operation_and_the_browser_has_nothing_to_complain_about()
    {
        await using var visit = await site.VisitAsync("/scalar");
        using var document = JsonDocument.Parse(
            await site.Dashboard.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken));
        var summaries = document.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject())
            .Select(operation => operation.Value.GetProperty("summary").GetString()!)
            .ToList();

        Assert.NotEmpty(summaries);
        foreach (var summary in summaries)
        {
            await Assertions.Expect(visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = $"{summary} HTTP Method" })).ToBeVisibleAsync();
        }

        await Assertions.Expect(visit.Page.GetByText("Authentication", new PageGetByTextOptions { Exact = true }).First).ToBeVisibleAsync();
        await visit.KeepAsync("api-reference");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task It_is_reached_from_every_page()
    {
        await using var visit = await site.VisitAsync("/");

        await visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "API reference" }).ClickAsync();

        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Customer segments" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task It_tries_an_operation_out_against_this_server()
    {
        await using var visit = await site.VisitAsync("/scalar");

        await visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Test Request" }).First.ClickAsync();
        var answer = await visit.Page.RunAndWaitForResponseAsync(
            () => visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Send" }).First.ClickAsync(),
            response => response.Url.StartsWith(new Uri(site.Dashboard.Address, "/api/v1/").ToString(), StringComparison.Ordinal));

        Assert.Equal(200, answer.Status);
        Assert.Empty(visit.Complaints);
    }
}
