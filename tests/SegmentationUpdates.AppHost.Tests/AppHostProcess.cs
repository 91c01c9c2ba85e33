using System.Diagnostics;

namespace SegmentationUpdates.AppHost.Tests;

/// <summary>The AppHost as somebody starts it who gives it a configuration that cannot be: what it says, and its exit code.</summary>
internal static class AppHostProcess
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>The program where it was built: the copy beside the tests lacks what comes with their framework.</summary>
    public static string Program
    {
        get
        {
            var output = new DirectoryInfo(AppContext.BaseDirectory);
            return Path.Combine(
                Projects.SegmentationUpdates_AppHost.ProjectPath, "bin", output.Parent!.Name, output.Name, "SegmentationUpdates.AppHost.dll");
        }
    }

    public static async Task<(int ExitCode, string Error)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Limit, TestContext.Current.CancellationToken);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        await output;
        return (process.ExitCode, (await error).Trim());
    }
}
