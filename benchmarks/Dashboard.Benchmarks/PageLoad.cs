using System.Diagnostics;
using Microsoft.Playwright;

namespace SegmentationUpdates.Dashboard.Benchmarks;

/// <summary>
/// What open pages cost the dashboard: real ones, in a headless browser, each with a circuit of its own. The process is watched without a page first,
/// so that what it does anyway can be taken off.
/// </summary>
internal sealed class PageLoad(Uri page, string browserProgram, int process)
{
    private const string Alive = "() => document.querySelector('[data-alive]') !== null && document.querySelector('[data-loading]') === null";
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    private long _frames;
    private long _bytes;

    /// <param name="counts">How many pages are open, growing.</param>
    /// <param name="duration">Of each measurement.</param>
    /// <param name="cancellationToken">Stops the work where it is.</param>
    public async Task RunAsync(IReadOnlyList<int> counts, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions { ExecutablePath = browserProgram, Args = ["--no-sandbox"] });
        var none = await MeasureAsync(duration, cancellationToken);
        Console.WriteLine($"no page: {none.Processors:P0} of a processor, {none.Megabytes:N0} MB");
        var open = 0;
        foreach (var count in counts)
        {
            for (; open < count; open++)
            {
                await OpenAsync(browser);
            }

            await Task.Delay(Settling, cancellationToken);
            var (frames, bytes) = (Interlocked.Read(ref _frames), Interlocked.Read(ref _bytes));
            var cost = await MeasureAsync(duration, cancellationToken);
            var perPage = duration.TotalSeconds * open;
            Console.WriteLine(
                $"{open} pages: {cost.Processors:P0} of a processor, {cost.Megabytes:N0} MB; a page: "
                + $"{(cost.Processors - none.Processors) / open:P1} of a processor, {(cost.Megabytes - none.Megabytes) / open:N1} MB, "
                + $"{(Interlocked.Read(ref _frames) - frames) / perPage:N1} updates/s, {(Interlocked.Read(ref _bytes) - bytes) / perPage / 1_000:N1} kB/s");
        }
    }

    private async Task OpenAsync(IBrowser browser)
    {
        var context = await browser.NewContextAsync();
        var tab = await context.NewPageAsync();
        tab.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) =>
        {
            Interlocked.Increment(ref _frames);
            Interlocked.Add(ref _bytes, frame.Binary?.Length ?? frame.Text?.Length ?? 0);
        };
        await tab.GotoAsync(page.ToString());
        await tab.WaitForFunctionAsync(Alive);
    }

    private async Task<(double Processors, double Megabytes)> MeasureAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        using var watched = Process.GetProcessById(process);
        var (used, started) = (watched.TotalProcessorTime, Stopwatch.GetTimestamp());
        await Task.Delay(duration, cancellationToken);
        watched.Refresh();
        return ((watched.TotalProcessorTime - used) / Stopwatch.GetElapsedTime(started), watched.WorkingSet64 / 1e6);
    }
}
