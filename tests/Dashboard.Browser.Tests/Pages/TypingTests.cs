using SegmentationUpdates.Dashboard.Browser.Tests.Site;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Browser.Tests.Pages;

/// <summary>Somebody is quicker than the page, which can be read before it is connected.</summary>
[Collection(typeof(SharedSite))]
public sealed class TypingTests(LiveSite site)
{
    [Fact]
    public async Task A_page_that_comes_alive_leaves_a_field_to_the_one_who_types_in_it()
    {
        await using var visit = await site.VisitAsync("/");
        await using var early = await EarlyAsync(visit, "/customers");
        var id = visit.Page.GetByLabel("Customer id");
        await id.PressSequentiallyAsync("Smi");

        await early.LetComeAliveAsync();
        await visit.Page.Keyboard.TypeAsync("th");
        await visit.Page.Keyboard.PressAsync("Enter");

        // The server answers to the form after it has placed the focus.
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert).Filter(new LocatorFilterOptions { HasText = "There is no customer Smith." })).ToBeVisibleAsync();
        await Assertions.Expect(id).ToBeFocusedAsync();
        await Assertions.Expect(id).ToHaveValueAsync("Smith");
    }

    [Fact]
    public async Task What_was_chosen_before_the_page_came_alive_counts()
    {
        await using var visit = await site.VisitAsync("/");
        await using var early = await EarlyAsync(visit, "/customers");
        var segment = visit.Test("filter").GetByRole(AriaRole.Checkbox).First;
        await segment.CheckAsync();
        await visit.Page.GetByLabel("Balance from").FillAsync("500");
        await visit.Page.GetByLabel("Moved between segments").SelectOptionAsync("24h");

        await early.LetComeAliveAsync();
        await visit.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(visit.Page.GetByLabel("Id begins with")).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Enter");

        await visit.AtAsync(@"/customers\?segment=[^&]+&balance_min=500&moved_since=24h$");
        await Assertions.Expect(segment).ToBeCheckedAsync();
    }

    [Fact]
    public async Task Who_is_logged_in_types_as_well()
    {
        await using var visit = await site.VisitAsync("/login");
        await visit.LogInAsync(DashboardHost.OperatorKey);
        await visit.AliveAsync();
        await using var early = await EarlyAsync(visit, "/customers");
        await Assertions.Expect(visit.Page.Locator("input[type=hidden]").First).ToBeAttachedAsync();
        var id = visit.Page.GetByLabel("Customer id");
        await id.PressSequentiallyAsync("12");

        await early.LetComeAliveAsync();

        await Assertions.Expect(id).ToBeFocusedAsync();
        await Assertions.Expect(id).ToHaveValueAsync("12");
        Assert.Empty(visit.Complaints);
    }

    private static async Task<Early> EarlyAsync(Visit visit, string path)
    {
        var early = new Early(visit);
        await visit.Page.RouteAsync(Early.Connection, early.HoldAsync);
        await visit.LoadAsync(path);
        return early;
    }

    /// <summary>A page that is not connected until it may be.</summary>
    private sealed class Early(Visit visit) : IAsyncDisposable
    {
        public const string Connection = "**/_blazor/negotiate**";

        private readonly TaskCompletionSource _mayConnect = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task HoldAsync(IRoute route)
        {
            await _mayConnect.Task;
            await route.ContinueAsync();
        }

        public async Task LetComeAliveAsync()
        {
            Assert.Equal(0, await visit.Page.Locator("[data-alive]").CountAsync());
            _mayConnect.TrySetResult();
            await visit.AliveAsync();
        }

        public async ValueTask DisposeAsync()
        {
            _mayConnect.TrySetResult();
            await visit.Page.UnrouteAllAsync(new PageUnrouteAllOptions { Behavior = UnrouteBehavior.IgnoreErrors });
        }
    }
}
