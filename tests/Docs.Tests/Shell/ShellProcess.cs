using System.Diagnostics;
using System.Text;

namespace SegmentationUpdates.Docs.Tests.Shell;

/// <summary>A bash with all that it starts: a process group of its own, which gets signals as from a terminal.</summary>
internal sealed class ShellProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _text = new();
    private readonly TaskCompletionSource _printed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ShellProcess(string script, string folder, IReadOnlyDictionary<string, string?> environment)
    {
        // A new session: what it starts in turn can be told from this process's own group.
        var start = new ProcessStartInfo("setsid", ["bash", "-euo", "pipefail", "-c", script])
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Of everything so far, standard output and standard error in the order of arrival.</summary>
    public string Text
    {
        get
        {
            lock (_text)
            {
                return _text.ToString();
            }
        }
    }

    public bool HasExited => _process.HasExited;

    /// <summary>Completes when it has printed something.</summary>
    public Task Printed => _printed.Task;

    public async Task<ShellOutput> EndAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return new ShellOutput(_process.ExitCode, Text);
    }

    /// <summary>Ctrl+C in its terminal.</summary>
    public async Task InterruptAsync(CancellationToken cancellationToken) => await SignalAsync("INT", cancellationToken);

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            // The group, not the tree: of a process whose parent has ended the tree knows nothing.
            using var kill = Process.Start("kill", ["-KILL", "--", $"-{_process.Id}"]);
            kill.WaitForExit();
        }

        _process.Dispose();
    }

    private async Task SignalAsync(string signal, CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", [$"-{signal}", "--", $"-{_process.Id}"]);
        await kill.WaitForExitAsync(cancellationToken);
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_text)
        {
            _text.AppendLine(line);
        }

        _printed.TrySetResult();
    }
}
