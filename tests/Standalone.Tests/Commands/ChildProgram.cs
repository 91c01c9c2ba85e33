using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using SegmentationUpdates.Standalone.Commands;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Standalone.Tests.Commands;

/// <summary>
/// The built program as a process of its own: only so can be tested what it writes, how it ends and what it leaves. Every wait has a
/// limit; a process that is still there at the end of its test is killed.
/// </summary>
internal sealed partial class ChildProgram : IDisposable
{
    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly List<string> _output = [];
    private readonly ConcurrentQueue<string> _errors = new();

    private ChildProgram(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => _ = line.Data is null ? _lines.Writer.TryComplete() : _lines.Writer.TryWrite(line.Data);
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is not null && !IsProgress(line.Data))
            {
                _errors.Enqueue(line.Data);
            }
        };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    /// <summary>A line on how far the work is: a slow machine makes long work of short, which then shows it.</summary>
    public static bool IsProgress(string line) => Progress().IsMatch(line);

    /// <param name="environment">Variables to set; null unsets one.</param>
    /// <param name="args">After the program's name.</param>
    public static ChildProgram Start(IReadOnlyDictionary<string, string?> environment, params IEnumerable<string> args)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, .. args])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new ChildProgram(new Process { StartInfo = start });
    }

    public static ChildProgram Start(params IEnumerable<string> args) => Start(new Dictionary<string, string?>(), args);

    /// <summary>Starts it and waits for its end.</summary>
    public static async Task<ChildResult> RunAsync(params IEnumerable<string> args)
    {
        using var program = Start(args);
        return await program.EndAsync();
    }

    /// <summary>Waits for a line of standard output that matches.</summary>
    public async Task<string> LineAsync(string pattern)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken);
        limit.CancelAfter(Eventually.Limit);
        await foreach (var line in _lines.Reader.ReadAllAsync(limit.Token))
        {
            _output.Add(line);
            if (Regex.IsMatch(line, pattern, RegexOptions.None, Eventually.Limit))
            {
                return line;
            }
        }

        throw new InvalidOperationException(
            $"The program ended without a line like '{pattern}': {string.Join('\n', _output.Concat(_errors))}");
    }

    public async Task<ChildResult> EndAsync()
    {
        await _process.WaitForExitAsync(CancellationToken).WaitAsync(Eventually.Limit, CancellationToken);
        await foreach (var line in _lines.Reader.ReadAllAsync(CancellationToken))
        {
            _output.Add(line);
        }

        return new ChildResult(_process.ExitCode, _output, [.. _errors]);
    }

    /// <summary>Gives it all of its standard input.</summary>
    public async Task WriteAsync(string text)
    {
        await _process.StandardInput.WriteAsync(text);
        _process.StandardInput.Close();
    }

    /// <summary>Sends it a Unix signal, such as INT, as Ctrl+C does.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{Id}"]);
        await kill.WaitForExitAsync(CancellationToken).WaitAsync(Eventually.Limit, CancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    [GeneratedRegex(
        @"^(choosing|loading|reading|writing|scaling|training|refining|scoring|replaying)[a-z ]*: ",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Progress();
}
