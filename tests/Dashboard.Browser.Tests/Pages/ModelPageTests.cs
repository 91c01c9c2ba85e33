using SegmentationUpdates.Dashboard.Browser.Tests.Site;
using SegmentationUpdates.Dashboard.Tests.Hosting;

namespace SegmentationUpdates.Dashboard.Browser.Tests.Pages;

[Collection(typeof(SharedSite))]
public sealed class ModelPageTests(LiveSite site)
{
    [Fact]
    public async Task Without_the_operator_key_nothing_can_be_changed()
    {
        await using var visit = await site.VisitAsync("/models");

        await Assertions.Expect(visit.Test("models")).ToBeVisibleAsync();

        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Log in as operator" })).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Activate" })).ToHaveCountAsync(0);
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Train" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task With_the_operator_key_a_version_is_activated_pinned_and_let_go()
    {
        await using var visit = await site.VisitAsync("/models");
        await visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Log in as operator" }).ClickAsync();
        await visit.Page.GetByLabel("Key").FillAsync(DashboardHost.OperatorKey);
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.AliveAsync();
        var versions = await site.Database.QueryAsync(
            "SELECT model_version FROM clustering_models WHERE NOT is_active ORDER BY model_version", reader => reader.GetInt64(0));

        await Button(visit, $"Activate version {versions[0]}").ClickAsync();
        await visit.Page.GetByLabel("Note").FillAsync("as a test");
        await Button(visit, "Activate and pin").ClickAsync();

        var row = visit.Test("models").Locator($"tr[data-version='{versions[0]}']");
        await Assertions.Expect(row).ToContainTextAsync("active, pinned");
        await Assertions.Expect(visit.Test("activations")).ToContainTextAsync("as a test");
        Assert.True(await site.Database.ScalarAsync<bool>(
            "SELECT is_active AND pinned_at IS NOT NULL FROM clustering_models WHERE model_version = $1", versions[0]));

        await Button(visit, $"Let go of version {versions[0]}").ClickAsync();
        await Assertions.Expect(row).Not.ToContainTextAsync("pinned");
        await visit.KeepAsync("models-operator");
    }

    [Fact]
    public async Task Two_versions_are_compared()
    {
        await using var visit = await site.VisitAsync("/models");
        var versions = await site.Database.QueryAsync(
            "SELECT model_version FROM clustering_models ORDER BY model_version", reader => reader.GetInt64(0));

        await visit.Page.GetByLabel($"version {versions[0]} as B").CheckAsync();
        await visit.Page.GetByLabel($"version {versions[^1]} as A").CheckAsync();

        await Assertions.Expect(visit.Test("comparison")).ToContainTextAsync($"A: version {versions[^1]}");
        await Assertions.Expect(visit.Test("comparison")).ToContainTextAsync($"B: version {versions[0]}");
        await Assertions.Expect(visit.Test("comparison")).ToContainTextAsync("Silhouette");
    }

    private static ILocator Button(Visit visit, string name) =>
        visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });
}
