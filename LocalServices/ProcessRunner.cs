using System.ComponentModel;
using System.Diagnostics;

namespace SegmentationUpdates.LocalServices;

/// <summary>Runs a short-lived program to its end.</summary>
internal static class ProcessRunner
{
    private const int NotStarted = 127;
    private static readonly TimeSpan LastOutput = TimeSpan.FromSeconds(1);

    /// <summary>When cancelled, kills the program and what it started. A program that cannot be run gives exit code 127.</summary>
    /// <param name="program">A path, or a name on the PATH.</param>
    /// <param name="arguments">As the program gets them.</param>
    /// <param name="cancellationToken">Kills the program.</param>
    /// <param name="folder">Its working directory; null for that of this process.</param>
    public static async Task<ProcessOutput> RunAsync(
        string program, IEnumerable<string> arguments, CancellationToken cancellationToken, string? folder = null)
    {
        using var process = new Process { StartInfo = NewStartInfo(program, arguments) };
        process.StartInfo.WorkingDirectory = folder ?? "";
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            return new ProcessOutput(NotStarted, exception.Message);
        }

        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            // What it was writing to is removed next.
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }

        // On Windows a server that pg_ctl has started holds its output handles for as long as it runs.
        await Task.WhenAny(Task.WhenAll(output, error), Task.Delay(LastOutput, CancellationToken.None));
        return new ProcessOutput(process.ExitCode, $"{Text(output)}{Text(error)}".Trim());
    }

    private static string Text(Task<string> read) => read.IsCompletedSuccessfully ? read.Result : "";

    private static ProcessStartInfo NewStartInfo(string program, IEnumerable<string> arguments)
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };

        // PGDATA, PGPORT and the like are about somebody else's server; messages are compared, so they must be in English.
        foreach (var name in info.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToArray())
        {
            info.Environment.Remove(name);
        }

        info.Environment["LC_ALL"] = "C";
        return info;
    }
}
