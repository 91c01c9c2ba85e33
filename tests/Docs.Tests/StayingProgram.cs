using System.Text.Json;
using System.Text.RegularExpressions;
using SegmentationUpdates.Docs.Tests.Shell;

namespace SegmentationUpdates.Docs.Tests;

/// <summary>Something that a reader starts in a terminal and leaves on.</summary>
internal sealed partial class StayingProgram(ShellProcess shell, string place) : IDisposable
{
    /// <summary>Where the page is unless another program has the port.</summary>
    public const string DocumentedAddress = "http://localhost:5080";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Where its page is; null until it has said so.</summary>
    public string? Address => PrintedAddress().Match(shell.Text) is { Success: true } match ? match.Value : null;

    public string Text => shell.Text;

    /// <summary>Completes when its page answers and, where customers have segments, there are some to show.</summary>
    public async Task ReadyAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        while (!await IsReadyAsync(client, cancellationToken))
        {
            Assert.False(shell.HasExited, $"{place} has ended:\n{shell.Text}");
            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <returns>What it printed last.</returns>
    public async Task<string> StopAsync(CancellationToken cancellationToken)
    {
        Assert.False(shell.HasExited, $"{place} has ended:\n{shell.Text}");
        await shell.InterruptAsync(cancellationToken);
        var output = await shell.EndAsync(cancellationToken).WaitAsync(Limit, cancellationToken);
        output.AssertSuccess(place);
        return string.Join('\n', output.Text.TrimEnd().Split('\n').TakeLast(6));
    }

    public void Dispose() => shell.Dispose();

    private async Task<bool> IsReadyAsync(HttpClient client, CancellationToken cancellationToken)
    {
        if (Address is not { } address)
        {
            return false;
        }

        try
        {
            using var segments = JsonDocument.Parse(await client.GetStringAsync($"{address}/api/v1/segments", cancellationToken));
            return segments.RootElement.GetProperty("segments").EnumerateArray().Any(
                segment => segment.GetProperty("segment").ValueKind == JsonValueKind.String);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    [GeneratedRegex("http://(localhost|127\\.0\\.0\\.1):[0-9]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PrintedAddress();
}
