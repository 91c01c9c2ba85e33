using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Browser.Tests.Site;

/// <summary>
/// A browser window that one visit after another uses. A new one for each costs seconds of processor time: processes of its own, which
/// have cached nothing of the pages' scripts.
/// </summary>
internal sealed class Window
{
    private readonly IBrowserContext _context;
    private readonly ICDPSession _tools;

    private Window(IBrowserContext context, IPage page, ICDPSession tools)
    {
        _context = context;
        Page = page;
        _tools = tools;
    }

    public IPage Page { get; }

    public static async Task<Window> OpenAsync(IBrowser browser)
    {
        var context = await browser.NewContextAsync();
        context.SetDefaultTimeout((float)Eventually.Limit.TotalMilliseconds);
        var page = await context.NewPageAsync();
        return new Window(context, page, await context.NewCDPSessionAsync(page));
    }

    /// <param name="width">In pixels.</param>
    /// <param name="dark">What the reader's system prefers.</param>
    public async Task SetAsync(int width, bool dark)
    {
        await Page.SetViewportSizeAsync(width, 900);
        await SetThemeAsync(dark);
    }

    public Task SetThemeAsync(bool dark) =>
        Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light });

    /// <summary>Leaves the page, whose circuit ends, and forgets who was logged in and what the site has stored.</summary>
    public async Task ForgetAsync()
    {
        var origin = new Uri(Page.Url).GetLeftPart(UriPartial.Authority);
        await Page.GotoAsync("about:blank");
        await _context.ClearCookiesAsync();
        await _tools.SendAsync("Storage.clearDataForOrigin", new Dictionary<string, object> { ["origin"] = origin, ["storageTypes"] = "all" });
    }
}
