using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.LocalServices.Tests;

public sealed class UnusableDataFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Files_of_somebody_else_are_neither_joined_nor_deleted()
    {
        Directory.CreateDirectory(_folder.Data);
        var thesis = Path.Combine(_folder.Data, "thesis.txt");
        await File.WriteAllTextAsync(thesis, "ten years of work", CancellationToken);

        var start = await Assert.ThrowsAsync<LocalServiceException>(
            () => LocalPostgres.StartAsync(_folder.Data, fresh: true, CancellationToken));
        var forget = await Assert.ThrowsAsync<LocalServiceException>(() => LocalPostgres.ForgetAsync(_folder.Data, CancellationToken));

        Assert.Contains("did not make", start.Message);
        Assert.Contains("did not make", forget.Message);
        Assert.Equal([thesis], Directory.GetFileSystemEntries(_folder.Data));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        var file = Path.Combine(_folder.Location, "file");
        await File.WriteAllTextAsync(file, "", CancellationToken);
        var path = Path.Combine(file, "data");

        var refusal = await Assert.ThrowsAsync<LocalServiceException>(() => LocalPostgres.StartAsync(path, fresh: false, CancellationToken));

        Assert.Contains(path, refusal.Message);
        Assert.Contains("--data", refusal.Message);
    }

    [Fact]
    public async Task A_folder_without_write_permission_is_named()
    {
        // Root may write anywhere but to what is not a disk.
        var path = Environment.IsPrivilegedProcess ? "/proc/segmentation" : Path.Combine(_folder.Location, "data");
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Uses /proc, or Unix permissions.");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder.Location, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        try
        {
            var refusal = await Assert.ThrowsAsync<LocalServiceException>(
                () => LocalPostgres.StartAsync(path, fresh: false, CancellationToken));

            Assert.Contains($"{path} cannot be used", refusal.Message);
        }
        finally
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(
                    _folder.Location, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
    }

    [Fact]
    public async Task Data_of_another_major_version_are_kept_and_the_mend_is_named()
    {
        Leave("postgres", "PG_VERSION", "9\n");

        var refusal = await Assert.ThrowsAsync<LocalServiceException>(
            () => LocalPostgres.StartAsync(_folder.Data, fresh: false, CancellationToken));

        Assert.Contains("was made by PostgreSQL 9; this machine has", refusal.Message);
        Assert.Contains("--fresh", refusal.Message);
        Assert.True(Directory.Exists(Path.Combine(_folder.Data, "postgres")));
    }

    [Fact]
    public async Task An_interrupted_initialisation_is_begun_again()
    {
        Leave("postgres.new", "cluster", "half");

        await using var postgres = await LocalPostgres.StartAsync(_folder.Data, fresh: false, CancellationToken);

        Assert.Equal(1, await postgres.AddRowAsync());
        Assert.False(Directory.Exists(Path.Combine(_folder.Data, "postgres.new")));
    }

    [Fact]
    public async Task A_lost_password_is_named()
    {
        Leave("postgres", "PG_VERSION", $"{(await PostgresBinaries.FindAsync(CancellationToken)).Major}\n");

        var refusal = await Assert.ThrowsAsync<LocalServiceException>(
            () => LocalPostgres.StartAsync(_folder.Data, fresh: false, CancellationToken));

        Assert.Contains(Path.Combine(_folder.Data, "password"), refusal.Message);
    }

    [Fact]
    public async Task A_server_that_does_not_start_says_why()
    {
        Leave("postgres", "PG_VERSION", $"{(await PostgresBinaries.FindAsync(CancellationToken)).Major}\n");
        await File.WriteAllTextAsync(Path.Combine(_folder.Data, "password"), "x", CancellationToken);

        var refusal = await Assert.ThrowsAsync<LocalServiceException>(
            () => LocalPostgres.StartAsync(_folder.Data, fresh: false, CancellationToken));

        Assert.Contains("did not start", refusal.Message);
        Assert.Contains("could not find the database system", refusal.Message);
    }

    private void Leave(string folder, string file, string text)
    {
        DataFolder.Open(_folder.Data).Dispose();
        var path = Directory.CreateDirectory(Path.Combine(_folder.Data, folder)).FullName;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        File.WriteAllText(Path.Combine(path, file), text);
    }
}
