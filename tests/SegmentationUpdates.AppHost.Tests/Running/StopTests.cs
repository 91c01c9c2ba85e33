using System.Diagnostics;
using System.Globalization;

namespace SegmentationUpdates.AppHost.Tests.Running;

public sealed class StopTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ctrl_C_ends_everything_and_PostgreSQL_in_order()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs signals");

        // Data folders of servers are made where temporary files are.
        var folder = Directory.CreateTempSubdirectory("stop-");
        using var program = Start(folder);
        try
        {
            var page = await ReadUntilAsync(program.StandardOutput, "Segments, live:");
            using var http = new HttpClient();
            await http.GetStringAsync(new Uri(page), Cancellation).WaitAsync(Limit, Cancellation);
            var server = Assert.Single(folder.GetDirectories("segmentation-*")).FullName;
            var postmaster = Assert.Single(Directory.GetFiles(server, "postmaster.pid", SearchOption.AllDirectories));
            using var postgres = Process.GetProcessById(int.Parse((await File.ReadAllLinesAsync(postmaster, Cancellation))[0], CultureInfo.InvariantCulture));

            using (var interrupt = Process.Start("kill", ["-INT", $"{program.Id}"]))
            {
                await interrupt.WaitForExitAsync(Cancellation).WaitAsync(StopLimit, Cancellation);
            }

            await program.WaitForExitAsync(Cancellation).WaitAsync(StopLimit, Cancellation);
            Assert.Equal(0, program.ExitCode);
            await postgres.WaitForExitAsync(Cancellation).WaitAsync(StopLimit, Cancellation);
            await Condition.BecomesTrueAsync(
                "nothing is left", () => Task.FromResult(folder.GetDirectories("segmentation-*").Length), left => left == 0, StopLimit);
            await Assert.ThrowsAsync<HttpRequestException>(() => http.GetStringAsync(new Uri(page), Cancellation).WaitAsync(Limit, Cancellation));
        }
        finally
        {
            if (!program.HasExited)
            {
                program.Kill(entireProcessTree: true);
            }

            folder.Delete(recursive: true);
        }
    }

    private static Process Start(DirectoryInfo folder)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                AppHostProcess.Program, "--Segmentation:Servers=local", "--Segmentation:Consumers=1",
                "--DcpPublisher:RandomizePorts=true",
            ])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in new[]
        {
            ("TMPDIR", folder.FullName), ("DOTNET_ENVIRONMENT", "Development"), ("ASPNETCORE_URLS", "http://localhost:0"),
            ("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "http://localhost:0"), ("ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL", "http://localhost:0"),
            ("ASPIRE_ALLOW_UNSECURED_TRANSPORT", "true"),
        })
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static async Task<string> ReadUntilAsync(StreamReader output, string words)
    {
        var read = new List<string>();
        while (await output.ReadLineAsync(Cancellation).AsTask().WaitAsync(Limit, Cancellation) is { } line)
        {
            read.Add(line);
            if (line.IndexOf(words, StringComparison.Ordinal) is >= 0 and var start)
            {
                return line[(start + words.Length)..].Trim();
            }
        }

        throw new Xunit.Sdk.XunitException($"no '{words}' in {string.Join('\n', read)}");
    }
}
