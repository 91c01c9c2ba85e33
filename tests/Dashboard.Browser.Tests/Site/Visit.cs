using System.Collections.Concurrent;

namespace SegmentationUpdates.Dashboard.Browser.Tests.Site;

/// <summary>A window with a page of the dashboard. Writes down what the browser complains about.</summary>
internal sealed class Visit : IAsyncDisposable
{
    // Plain pages: the form to log in, and the reference of the API.
    private static readonly string[] Static = ["/login", "/scalar"];

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();

    private Visit(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Enqueue($"console {message.Type}: {message.Text}");
            }
        };
        page.PageError += (_, error) => _complaints.Enqueue($"script: {error}");
        page.RequestFailed += (_, request) => _complaints.Enqueue($"request: {request.Url} {request.Failure}");
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings in the console, violations of the security policy among them, and errors of scripts.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    public static async Task<Visit> StartAsync(IBrowserContext context, string path)
    {
        var visit = new Visit(context, await context.NewPageAsync());
        await visit.GoAsync(path);
        return visit;
    }

    /// <summary>Opens a page by its address, and waits until it is alive: what the server sends first cannot be used yet.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        if (!Static.Contains(path.Split('?')[0], StringComparer.Ordinal))
        {
            await AliveAsync();
        }
    }

    /// <summary>Waits until the page is connected and has read what it shows.</summary>
    public Task AliveAsync() => Page.WaitForFunctionAsync(
        "() => document.querySelector('[data-alive]') !== null && document.querySelector('[data-loading]') === null");

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

    public ValueTask DisposeAsync() => new(_context.CloseAsync());
}
