using System.ComponentModel;
using System.Diagnostics;

namespace SegmentationUpdates.AppHost.Tests.Running;

/// <summary>Whether this machine runs Linux containers.</summary>
internal static class ContainerRuntime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);
    private static readonly Lazy<Task<string?>> Trouble = new(FindTroubleAsync);

    /// <summary>Skips the test where neither Docker nor Podman answers, and says why.</summary>
    public static async Task SkipUnlessItAnswersAsync()
    {
        var trouble = await Trouble.Value;
        Assert.SkipUnless(trouble is null, $"needs a container runtime with Linux containers: {trouble}");
    }

    private static async Task<string?> FindTroubleAsync()
    {
        var docker = await AskAsync("docker", "{{.OSType}}");
        return docker is null || await AskAsync("podman", "{{.Host.OS}}") is not { } podman ? null : $"{docker}; {podman}";
    }

    /// <returns>Why it cannot be used; null if it can.</returns>
    private static async Task<string?> AskAsync(string runtime, string operatingSystem)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(runtime, ["info", "--format", operatingSystem])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var answer = process.StandardOutput.ReadToEndAsync();
            var complaint = process.StandardError.ReadToEndAsync();
            try
            {
                await process.WaitForExitAsync().WaitAsync(Limit);
            }
            catch (TimeoutException)
            {
                process.Kill(entireProcessTree: true);
                return $"{runtime} does not answer within {Limit.TotalSeconds} s";
            }

            return process.ExitCode == 0 && (await answer).Trim() == "linux"
                ? null
                : $"{runtime} says '{$"{await answer} {await complaint}".Trim()}'";
        }
        catch (Win32Exception)
        {
            return $"{runtime} is not installed";
        }
    }
}
