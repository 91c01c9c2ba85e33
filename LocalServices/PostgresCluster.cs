using System.Globalization;
using System.Security.Cryptography;

namespace SegmentationUpdates.LocalServices;

/// <summary>The database files in a data folder.</summary>
internal sealed class PostgresCluster(DataFolder folder, IServerAccount account)
{
    public const string User = "segmentation";

    private const string StagedCluster = "cluster";
    private const string StagedPassword = "password";

    /// <summary>Server programs that can read the cluster, or that make a new one.</summary>
    /// <exception cref="LocalServiceException">There are none.</exception>
    public Task<PostgresBinaries> FindBinariesAsync(PostgresSearch search, CancellationToken cancellationToken) =>
        ReadMajor() is { } major
            ? search.FindAsync(major, folder.Cluster, cancellationToken)
            : search.FindAsync(cancellationToken);

    /// <summary>Makes the cluster, or takes the existing one.</summary>
    /// <returns>The password of <see cref="User"/>.</returns>
    public async Task<string> EnsureAsync(PostgresBinaries binaries, CancellationToken cancellationToken)
    {
        folder.Discard();
        if (!Directory.Exists(folder.Cluster))
        {
            await CreateAsync(binaries, cancellationToken);
        }
        else
        {
            // Copied by root, say.
            await account.GiveAsync(folder.Cluster, cancellationToken);
        }

        return File.Exists(folder.PasswordFile)
            ? await File.ReadAllTextAsync(folder.PasswordFile, cancellationToken)
            : throw new LocalServiceException(
                $"{folder.PasswordFile} is missing, without which the database beside it cannot be opened. Put it back, choose another "
                + "data folder with --data, or begin again with --fresh (deletes the data).");
    }

    private int? ReadMajor() =>
        Path.Combine(folder.Cluster, "PG_VERSION") is var file
        && File.Exists(file)
        && int.TryParse(File.ReadAllText(file), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var major)
            ? major
            : null;

    /// <summary>In a folder aside, which the account owns, and renamed when complete and on disk.</summary>
    private async Task CreateAsync(PostgresBinaries binaries, CancellationToken cancellationToken)
    {
        var password = RandomNumberGenerator.GetHexString(32, lowercase: true);
        Directory.CreateDirectory(folder.Staging);
        SmallFile.Write(folder.PasswordFile, password, secret: true);
        SmallFile.Write(Path.Combine(folder.Staging, StagedPassword), password, secret: true);
        await account.GiveAsync(folder.Staging, cancellationToken);

        var staging = account.NameOf(folder.Staging);
        var output = await account.RunAsync(
            folder.Staging,
            binaries.InitDb,
            [
                "-D", $"{staging}/{StagedCluster}",
                "--username", User,
                "--pwfile", $"{staging}/{StagedPassword}",
                "--auth", "scram-sha-256",
                "--encoding", "UTF8",
                "--locale", "C",
                "--no-instructions",
            ],
            cancellationToken);
        if (!output.Succeeded)
        {
            throw new LocalServiceException(
                $"PostgreSQL {binaries.Version} ({binaries.Folder}) cannot make a database in {folder.Location}:"
                + $"{Environment.NewLine}{output.Text}{Environment.NewLine}Mend what it names, or choose another data folder with --data.");
        }

        Directory.Move(Path.Combine(folder.Staging, StagedCluster), folder.Cluster);
        folder.Discard();
    }
}
