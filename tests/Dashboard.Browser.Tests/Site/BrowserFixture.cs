using System.Collections.Concurrent;
using SegmentationUpdates.Dashboard.Browser.Tests.Site;
using SegmentationUpdates.TestKit;

[assembly: AssemblyFixture(typeof(BrowserFixture))]

namespace SegmentationUpdates.Dashboard.Browser.Tests.Site;

/// <summary>One browser for all tests, with as many windows as there are tests at the same time. Without a browser it starts nothing.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private readonly ConcurrentBag<Window> _free = [];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Chromium.Program is null)
        {
            return;
        }

        Assertions.SetDefaultExpectTimeout((float)Eventually.Limit.TotalMilliseconds);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium.Program,

            // Its sandbox needs what containers do not allow; the pages are our own.
            Args = ["--no-sandbox"],
            Timeout = (float)Eventually.Limit.TotalMilliseconds,
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>A window in which nothing is remembered. Skips the test without a browser.</summary>
    internal async Task<Window> TakeAsync()
    {
        Assert.SkipWhen(_browser is null, Chromium.Missing);
        return _free.TryTake(out var window) ? window : await Window.OpenAsync(_browser);
    }

    internal async Task GiveBackAsync(Window window)
    {
        await window.ForgetAsync();
        _free.Add(window);
    }
}
