using SegmentationUpdates.Tables.Sources;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Customers.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_file_appears_at_the_commit()
    {
        using (var file = AtomicFile.Create(_folder["f"]))
        {
            file.Stream.Write("new"u8);
            Assert.False(File.Exists(_folder["f"]));
            file.Commit();
        }

        Assert.Equal("new", File.ReadAllText(_folder["f"]));
        Assert.Equal(["f"], _folder.Files);
    }

    [Fact]
    public void Without_a_commit_nothing_is_left()
    {
        using (var file = AtomicFile.Create(_folder["f"]))
        {
            file.Stream.Write("new"u8);
        }

        Assert.Empty(_folder.Files);
    }

    [Fact]
    public async Task It_can_be_written_asynchronously()
    {
        using var file = AtomicFile.Create(_folder["f"]);
        await file.Stream.WriteAsync("new"u8.ToArray(), TestContext.Current.CancellationToken);
        await file.Stream.FlushAsync(TestContext.Current.CancellationToken);
        file.Commit();
        Assert.Equal("new", await File.ReadAllTextAsync(_folder["f"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_relative_path_is_relative_to_the_working_folder()
    {
        string path = Path.GetRelativePath(Environment.CurrentDirectory, _folder["f"]);
        using var file = AtomicFile.Create(path);
        file.Commit();
        Assert.Equal(["f"], _folder.Files);
    }

    [Fact]
    public void The_permissions_of_an_older_file_are_kept()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix permissions.");
        _folder.Write("f", "old");
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            File.SetUnixFileMode(_folder["f"], mode);
            Replace(_folder["f"]);
            Assert.Equal(mode, File.GetUnixFileMode(_folder["f"]));
        }
    }

    [Fact]
    public void A_link_is_written_through()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        _folder.Write("f", "old");
        File.CreateSymbolicLink(_folder["link"], _folder["f"]);
        Replace(_folder["link"]);
        Assert.Equal("new", File.ReadAllText(_folder["f"]));
        Assert.Equal(_folder["f"], new FileInfo(_folder["link"]).LinkTarget);
    }

    [Fact]
    public void A_missing_folder_is_named() =>
        AssertRefused(Path.Combine(_folder["no"], "f"), $"the folder '{_folder["no"]}' does not exist");

    [Fact]
    public void A_file_is_not_a_folder() =>
        AssertRefused(Path.Combine(_folder.Write("f", "old"), "g"), $"the folder '{_folder["f"]}' does not exist");

    [Fact]
    public void A_folder_is_not_a_file() => AssertRefused(_folder.Location, "this is a folder");

    [Fact]
    public void A_folder_that_may_not_be_written_is_named()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs a folder that even root may not write.");
        AssertRefused("/sys/customers.csv", "may not be written");
    }

    [Theory]
    [InlineData("/dev/null")]
    [InlineData("/dev/stdout")]
    public void A_device_is_never_replaced(string path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix paths.");
        AssertRefused(path, "this is a device");
    }

    [Fact]
    public void A_full_disk_names_the_file_that_was_asked_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs /dev/full.");
        var stream = new AtomicFileStream("customers.csv", new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 0));
        var e = Assert.Throws<TableException>(() => stream.Write(new byte[100]));
        Assert.StartsWith("customers.csv: the file cannot be written: No space left on device", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("/dev/full", e.Message, StringComparison.Ordinal);
    }

    private static void Replace(string path)
    {
        using var file = AtomicFile.Create(path);
        file.Stream.Write("new"u8);
        file.Commit();
    }

    private static void AssertRefused(string path, string problem)
    {
        var e = Assert.Throws<TableException>(() => AtomicFile.Create(path));
        Assert.StartsWith($"{path}: ", e.Message, StringComparison.Ordinal);
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
    }
}
