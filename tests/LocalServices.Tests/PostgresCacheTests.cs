using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.LocalServices.Tests;

public sealed class PostgresCacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PostgresCacheTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems have other folders.");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null, null, false, "~/.cache/segmentation")]
    [InlineData(null, "/cache", false, "/cache/segmentation")]
    [InlineData(null, "relative", false, "~/.cache/segmentation")]
    [InlineData(null, "/cache", true, "/var/cache/segmentation")]
    [InlineData("/chosen", "/cache", false, "/chosen")]
    [InlineData("/chosen", "/cache", true, "/chosen")]
    public void It_is_the_users_and_for_root_one_that_every_user_can_read(string? chosen, string? xdg, bool root, string expected)
    {
        var folder = PostgresCache.Locate(name => name == "POSTGRES_CACHE" ? chosen : name == "XDG_CACHE_HOME" ? xdg : null, root);

        Assert.Equal(
            expected.Replace("~", Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), StringComparison.Ordinal), folder);
    }

    [Fact]
    public void Kept_are_this_version_first_and_earlier_ones_for_databases_that_they_made()
    {
        var package = new PostgresPackage("linux-x64", 1, "");
        string[] folders =
        [
            "postgresql-17.2.0-linux-x64",
            package.FolderName,
            "postgresql-19.1.0-linux-x64",
            "postgresql-19.1.0-linux-arm64",
            $"{package.FolderName}.new-1",
        ];
        foreach (var name in folders)
        {
            Directory.CreateDirectory(Path.Combine(_folder.Data, name));
        }

        Assert.Equal(
            [package.FolderName, "postgresql-19.1.0-linux-x64", "postgresql-17.2.0-linux-x64"],
            new PostgresCache(_folder.Data).Kept(package).Select(Path.GetFileName));
        Assert.Empty(new PostgresCache(Path.Combine(_folder.Data, "none")).Kept(package));
    }
}
