using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SegmentationUpdates.LocalServices;

/// <summary>The main server process of a cluster, as postmaster.pid and the operating system tell.</summary>
internal sealed class Postmaster(string cluster)
{
    /// <summary>
    /// Stands in the server's command line. Under /proc the working directory would tell as well, but root in a container may not
    /// read that of another user's process.
    /// </summary>
    public string Name { get; } =
        "segmentation-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(cluster)))[..12];

    public string PidFile { get; } = Path.Combine(cluster, "postmaster.pid");

    public int? ReadPid() =>
        File.Exists(PidFile)
        && int.TryParse(
            File.ReadLines(PidFile).FirstOrDefault(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var pid)
            ? Math.Abs(pid)
            : null;

    /// <summary>Whether this process is a server of this cluster that this program started.</summary>
    public async Task<bool> IsOursAsync(int pid, CancellationToken cancellationToken) => IsOurs(await ReadCommandAsync(pid, cancellationToken));

    public async Task<PostmasterState> ReadStateAsync(CancellationToken cancellationToken)
    {
        if (ReadPid() is not { } pid || await ReadCommandAsync(pid, cancellationToken) is not { Length: > 0 } command)
        {
            return PostmasterState.Gone;
        }

        // By what was read: a second look would find nothing of a server that is ending, and take it for somebody else's.
        return IsOurs(command)
            ? PostmasterState.Ours
            : IsPostgres(command) && WorksHere(pid) ? PostmasterState.Foreign : PostmasterState.Unrelated;
    }

    private bool IsOurs(string command) =>
        command.Contains(Name, StringComparison.Ordinal) || (OperatingSystem.IsWindows() && IsPostgres(command));

    private static bool IsPostgres(string command) => command.Contains("postgres", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// A server's working directory is its cluster. What cannot be read counts as being here: a second server would ruin the files.
    /// </summary>
    private bool WorksHere(int pid)
    {
        try
        {
            return !OperatingSystem.IsLinux() || File.ReadAllText($"/proc/{pid}/cwd/postmaster.pid") == File.ReadAllText(PidFile);
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Empty when there is no such process, or only its exit code is left of it.</summary>
    private static async Task<string> ReadCommandAsync(int pid, CancellationToken cancellationToken)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                return (await File.ReadAllTextAsync($"/proc/{pid}/cmdline", cancellationToken)).Replace('\0', ' ');
            }

            if (OperatingSystem.IsWindows())
            {
                using var process = Process.GetProcessById(pid);
                return process.ProcessName;
            }

            return (await ProcessRunner.RunAsync("ps", ["-o", "command=", "-p", $"{pid}"], cancellationToken)).Text;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or InvalidOperationException or Win32Exception)
        {
            return "";
        }
    }
}
