using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Text;
using System.Threading.Channels;

namespace SegmentationUpdates.Packaging.Tests;

/// <summary>A process, as a user would start it from a folder. Every wait has a limit; one that still runs at the end of its test is killed.</summary>
internal sealed class Command : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly StringBuilder _output = new();
    private readonly Task<string> _errors;
    private readonly Task _reading;

    private Command(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
        _reading = ReadAsync();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Command Start(string program, string folder, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The SDK that runs these tests tells its children where its parts are; what is started here finds its own.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        return new Command(Process.Start(start)!);
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string program, string folder, params IEnumerable<string> arguments)
    {
        using var command = Start(program, folder, arguments);
        return await command.EndAsync();
    }

    /// <summary>Runs it to its end, which is good.</summary>
    /// <returns>Standard output.</returns>
    public static async Task<string> SucceedAsync(string program, string folder, params IEnumerable<string> arguments)
    {
        var (exitCode, output, errors) = await RunAsync(program, folder, arguments);
        Assert.True(exitCode == 0, $"{program} ended with {exitCode}: {output}{errors}");
        return output;
    }

    /// <summary>Waits for a line of standard output.</summary>
    public async Task<string> LineAsync(string pattern)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(Limit);
        await foreach (var line in _lines.Reader.ReadAllAsync(limit.Token))
        {
            if (Regex.IsMatch(line, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"No line like '{pattern}': {_output}{await _errors}");
    }

    /// <summary>As Ctrl+C does.</summary>
    public Task InterruptAsync() => SucceedAsync("kill", Path.GetTempPath(), "-INT", $"{_process.Id}");

    public async Task<(int ExitCode, string Output, string Errors)> EndAsync()
    {
        await _process.WaitForExitAsync(Cancel).WaitAsync(Limit, Cancel);
        await _reading.WaitAsync(Limit, Cancel);
        return (_process.ExitCode, _output.ToString(), await _errors.WaitAsync(Limit, Cancel));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _output.AppendLine(line);
            _lines.Writer.TryWrite(line);
        }

        _lines.Writer.Complete();
    }
}
