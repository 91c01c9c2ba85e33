using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Browser.Tests.Site;

/// <summary>A window with a page of the dashboard. Writes down what the browser complains about.</summary>
internal sealed class Visit : IAsyncDisposable
{
    // Plain pages: the form to log in, and the reference of the API.
    private static readonly string[] Static = ["/login", "/scalar"];

    private readonly BrowserFixture _browser;
    private readonly Window _window;
    private readonly Uri _site;
    private readonly ConcurrentQueue<string> _complaints = new();

    private Visit(BrowserFixture browser, Window window, Uri site)
    {
        _browser = browser;
        _window = window;
        _site = site;
        Page.Console += OnConsole;
        Page.PageError += OnPageError;
        Page.RequestFailed += OnRequestFailed;
    }

    public IPage Page => _window.Page;

    /// <summary>Errors and warnings in the console, violations of the security policy among them, and errors of scripts.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <param name="browser">Gets the window back.</param>
    /// <param name="window">At no page.</param>
    /// <param name="site">The dashboard.</param>
    /// <param name="path">Where it begins.</param>
    public static async Task<Visit> StartAsync(BrowserFixture browser, Window window, Uri site, string path)
    {
        var visit = new Visit(browser, window, site);
        await visit.GoAsync(path);
        return visit;
    }

    /// <summary>Opens a page by its address, and waits until it is alive: what the server sends first cannot be used yet.</summary>
    public async Task GoAsync(string path)
    {
        await LoadAsync(path);
        if (!Static.Contains(path.Split('?')[0], StringComparer.Ordinal))
        {
            await AliveAsync();
        }
    }

    /// <summary>Opens a page by its address.</summary>
    public Task<IResponse?> LoadAsync(string path) => Page.GotoAsync(new Uri(_site, path).ToString());

    /// <summary>Waits until the page is connected and has read what it shows.</summary>
    public Task AliveAsync() => Page.WaitForFunctionAsync(
        "() => document.querySelector('[data-alive]') !== null && document.querySelector('[data-loading]') === null");

    /// <summary>
    /// Waits until the address of the page matches. Asks the page again and again: a wait for the next navigation, which
    /// <see cref="IPage.WaitForURLAsync(string, PageWaitForURLOptions?)"/> is, misses one that ends while it begins.
    /// </summary>
    public Task AtAsync([StringSyntax(StringSyntaxAttribute.Regex)] string pattern) =>
        Assertions.Expect(Page).ToHaveURLAsync(new Regex(pattern, RegexOptions.None, Eventually.Limit));

    /// <summary>The reader's system changes its theme.</summary>
    public Task SetThemeAsync(bool dark) => _window.SetThemeAsync(dark);

    /// <summary>Sends the form to log in, which is open.</summary>
    public async Task LogInAsync(string key)
    {
        await Page.GetByLabel("Key").FillAsync(key);
        await Page.Keyboard.PressAsync("Enter");
    }

    public ILocator Test(string id) => Page.GetByTestId(id);

    public async Task<int> OverflowAsync() =>
        await Page.EvaluateAsync<int>("() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - window.innerWidth");

    /// <summary>Keeps a picture with the results of the tests.</summary>
    public async Task KeepAsync(string name)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "TestResults", "screenshots");
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
    }

    public async ValueTask DisposeAsync()
    {
        Page.Console -= OnConsole;
        Page.PageError -= OnPageError;
        Page.RequestFailed -= OnRequestFailed;
        await _browser.GiveBackAsync(_window);
    }

    private void OnConsole(object? sender, IConsoleMessage message)
    {
        if (message.Type is "error" or "warning")
        {
            _complaints.Enqueue($"console {message.Type}: {message.Text}");
        }
    }

    private void OnPageError(object? sender, string error) => _complaints.Enqueue($"script: {error}");

    private void OnRequestFailed(object? sender, IRequest request) => _complaints.Enqueue($"request: {request.Url} {request.Failure}");
}
