using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.LocalServices.Tests;

public sealed class PostgresInstallationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_found_is_recent_and_complete()
    {
        var binaries = await PostgresBinaries.FindAsync(TestContext.Current.CancellationToken);

        Assert.True(binaries.Major >= PostgresBinaries.OldestMajor);
        Assert.StartsWith($"{binaries.Major}", binaries.Version, StringComparison.Ordinal);
        Assert.True(File.Exists(binaries.InitDb));
        Assert.True(File.Exists(binaries.PgCtl));
    }

    [Fact]
    public void Newer_versions_come_first()
    {
        var pattern = Path.Combine(_folder.Location, "postgresql", "*", "bin");
        foreach (var version in (string[])["9.6", "15", "18", "17"])
        {
            Directory.CreateDirectory(pattern.Replace("*", version, StringComparison.Ordinal));
        }

        var versions = PostgresInstallation.Expand(pattern).Select(folder => Path.GetFileName(Path.GetDirectoryName(folder)));

        Assert.Equal(["18", "17", "15", "9.6"], versions);
    }

    [Fact]
    public void A_place_that_does_not_exist_has_no_folders() =>
        Assert.Empty(PostgresInstallation.Expand(Path.Combine(_folder.Data, "*", "bin")));

    [Fact]
    public async Task A_user_is_read_from_the_password_file()
    {
        var file = Path.Combine(_folder.Location, "passwd");
        await File.WriteAllTextAsync(
            file, "root:x:0:0:root:/root:/bin/sh\n# comment\npostgres:x:70:71::/:/bin/sh\n", TestContext.Current.CancellationToken);

        Assert.Equal([new UnixUser("root", 0, 0), new UnixUser("postgres", 70, 71)], UnixUser.ReadAll(file));
    }
}
