using System.ComponentModel;
using System.Diagnostics;

namespace SegmentationUpdates.AppHost.Settings;

/// <summary>Whether this machine runs Linux containers.</summary>
internal static class ContainerEngine
{
    // Aspire's own variable for which of them to use.
    private const string ChoiceVariable = "ASPIRE_CONTAINER_RUNTIME";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private static readonly (string Name, string OperatingSystem)[] Engines = [("docker", "{{.OSType}}"), ("podman", "{{.Host.OS}}")];

    /// <summary>The engine that answers; null, with the reason, when none does.</summary>
    public static string? Find(out string trouble)
    {
        var troubles = new List<string>();
        var choice = Environment.GetEnvironmentVariable(ChoiceVariable);
        foreach (var (name, operatingSystem) in Engines.Where(engine => string.IsNullOrEmpty(choice) || engine.Name == choice))
        {
            if (Ask(name, operatingSystem) is not { } complaint)
            {
                trouble = "";
                return name;
            }

            troubles.Add(complaint);
        }

        trouble = string.Join("; ", troubles);
        return null;
    }

    /// <returns>Why it cannot be used; null if it can.</returns>
    private static string? Ask(string engine, string operatingSystem)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(engine, ["info", "--format", operatingSystem])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var answer = process.StandardOutput.ReadToEndAsync();
            var complaint = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(Limit))
            {
                process.Kill(entireProcessTree: true);
                return $"{engine} does not answer within {Limit.TotalSeconds} s";
            }

            // A server that is away is told in several lines; the first says it.
            return process.ExitCode == 0 && answer.Result.Trim() == "linux"
                ? null
                : $"{engine} says '{$"{complaint.Result}\n{answer.Result}".Trim().Split('\n')[0].Trim()}'";
        }
        catch (Win32Exception)
        {
            return $"{engine} is not installed";
        }
    }
}
