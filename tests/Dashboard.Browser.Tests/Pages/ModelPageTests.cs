using SegmentationUpdates.Dashboard.Browser.Tests.Site;
using SegmentationUpdates.TestKit;

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
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Go back" })).ToHaveCountAsync(0);
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Log out" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task With_the_operator_key_a_version_is_activated_pinned_and_let_go()
    {
        await using var visit = await OperatorAsync();
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
    public async Task A_version_that_waits_shows_who_would_move_and_is_rejected_with_a_note()
    {
        var version = await site.Database.AddChallengerAsync(await site.Database.ActiveModelAsync());
        await site.Database.ExecuteAsync(
            """
            UPDATE clustering_models c
            SET segment_profiles = a.segment_profiles, customers = a.customers,
              moves = jsonb_build_array(jsonb_build_object('from', a.parameters -> 'labels' ->> 0, 'to', a.parameters -> 'labels' ->> 1, 'customers', 30))
            FROM clustering_models a
            WHERE a.is_active AND c.model_version = $1
            """,
            version);
        await using var visit = await OperatorAsync();

        var moves = visit.Test("challenger-moves").Locator("tbody tr");
        await Assertions.Expect(moves).ToHaveCountAsync(1);
        await Assertions.Expect(moves).ToContainTextAsync("30");
        await Assertions.Expect(visit.Test("challenger-sizes").Locator("tbody tr").First).ToContainTextAsync("−30");
        await Assertions.Expect(visit.Test("challenger")).ToContainTextAsync("it would move 75 % of the customers");
        Assert.Empty(await Axe.ViolationsAsync(visit.Page));
        await visit.KeepAsync("models-challenger");

        await visit.Page.GetByLabel("Note").FillAsync("too many at once");
        await Button(visit, "Reject it").ClickAsync();
        await Assertions.Expect(visit.Test("operator-status")).ToContainTextAsync($"Version {version} is rejected");
        await Assertions.Expect(visit.Test("challenger")).ToHaveCountAsync(0);
        await Assertions.Expect(visit.Test("models").Locator($"tr[data-version='{version}']")).ToContainTextAsync("rejected");
        Assert.Equal("too many at once", await site.Database.ScalarAsync<string>("SELECT challenge_note FROM clustering_models WHERE model_version = $1", version));
    }

    [Fact]
    public async Task With_the_operator_key_a_version_is_named_and_its_name_taken_away()
    {
        await using var visit = await OperatorAsync();
        var version = await ActiveAsync();
        var row = visit.Test("models").Locator($"tr[data-version='{version}']");

        await Button(visit, $"Name version {version}").ClickAsync();
        await visit.Page.GetByLabel("Name", new PageGetByLabelOptions { Exact = true }).FillAsync(" before the campaign ");
        await Button(visit, "Save the name").ClickAsync();
        await Assertions.Expect(visit.Test("operator-status")).ToContainTextAsync($"Version {version} is named “before the campaign”");
        await Assertions.Expect(row).ToContainTextAsync("before the campaign");
        await visit.KeepAsync("models-named");

        await Button(visit, $"Name version {version}").ClickAsync();
        await visit.Page.GetByLabel("Name", new PageGetByLabelOptions { Exact = true }).FillAsync("");
        await Button(visit, "Save the name").ClickAsync();
        await Assertions.Expect(visit.Test("operator-status")).ToContainTextAsync($"Version {version} has no name.");
        await Assertions.Expect(row).Not.ToContainTextAsync("before the campaign");
    }

    [Fact]
    public async Task With_the_operator_key_the_version_before_is_gone_back_to_once_that_is_confirmed()
    {
        await using var visit = await OperatorAsync();
        var active = await ActiveAsync();
        var before = await site.Database.ScalarAsync<long>(
            "SELECT previous_version FROM model_activations WHERE previous_version <> model_version ORDER BY activation_id DESC LIMIT 1");

        await Button(visit, $"Go back to version {before}").ClickAsync();
        await Button(visit, "Cancel").ClickAsync();
        await Assertions.Expect(Button(visit, "Activate and pin")).ToHaveCountAsync(0);
        Assert.Equal(active, await ActiveAsync());

        await Button(visit, $"Go back to version {before}").ClickAsync();
        await Button(visit, "Activate and pin").ClickAsync();
        await Assertions.Expect(visit.Test("operator-status")).ToContainTextAsync($"Version {before} is active and pinned.");
        Assert.Equal(before, await ActiveAsync());

        await Button(visit, $"Let go of version {before}").ClickAsync();
        await Assertions.Expect(visit.Test("operator-status")).ToContainTextAsync("not pinned any more");
    }

    [Fact]
    public async Task With_the_operator_key_a_new_model_is_trained_now()
    {
        await using var visit = await OperatorAsync();
        var before = await ActiveAsync();

        await Button(visit, "Train a new model now").ClickAsync();
        await Assertions.Expect(visit.Test("operator-status")).ToContainTextAsync("was asked for");
        await Assertions.Expect(Button(visit, "Train a new model now")).ToBeDisabledAsync();
        Assert.Equal(before, await ActiveAsync());

        await using (await PipelineHost.WithReclustering(site.Database, ("Reclustering:Interval", "01:00:00")).StartAsync())
        {
            await Assertions.Expect(visit.Test("operator-status")).ToContainTextAsync("was trained and is active");
        }

        var after = await ActiveAsync();
        Assert.True(after > before);
        await Assertions.Expect(visit.Test("operator-status")).ToContainTextAsync($"Version {after} ");
        await Assertions.Expect(visit.Test("models").Locator($"tr[data-version='{after}']")).ToContainTextAsync("active");
        await Assertions.Expect(Button(visit, "Train a new model now")).ToBeEnabledAsync();
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

    private async Task<Visit> OperatorAsync()
    {
        var visit = await site.VisitAsync("/models");
        await visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Log in as operator" }).ClickAsync();
        await visit.LogInAsync(DashboardHost.OperatorKey);
        await visit.AliveAsync();
        return visit;
    }

    private Task<long> ActiveAsync() => site.Database.ScalarAsync<long>("SELECT model_version FROM clustering_models WHERE is_active");

    private static ILocator Button(Visit visit, string name) =>
        visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });
}
