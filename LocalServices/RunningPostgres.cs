using System.Globalization;
using Npgsql;

namespace SegmentationUpdates.LocalServices;

/// <summary>The private server of a run that is on, for another process that wants to talk to it.</summary>
public static class RunningPostgres
{
    // Lines of postmaster.pid, of all versions since 10.
    private const int PortLine = 3;
    private const int StatusLine = 7;

    /// <param name="dataFolder">The run's <c>--data</c>.</param>
    /// <param name="cancellationToken">A cancelled call changes nothing.</param>
    /// <returns>The connection string of the server's owner.</returns>
    /// <exception cref="LocalServiceException">No run is on in this folder; says what to do.</exception>
    public static async Task<string> ConnectionStringAsync(string dataFolder, CancellationToken cancellationToken)
    {
        var folder = Path.GetFullPath(dataFolder);
        var passwordFile = Path.Combine(folder, DataFolder.PasswordName);
        try
        {
            var postmaster = new Postmaster(Path.Combine(folder, DataFolder.ClusterName));
            if (await postmaster.ReadStateAsync(cancellationToken) != PostmasterState.Ours)
            {
                throw NoRun(folder);
            }

            var lines = await File.ReadAllLinesAsync(postmaster.PidFile, cancellationToken);
            if (lines.Length <= StatusLine || !int.TryParse(lines[PortLine], CultureInfo.InvariantCulture, out var port))
            {
                throw new LocalServiceException($"the run in {folder} is only starting: try again in a moment");
            }

            return new NpgsqlConnectionStringBuilder
            {
                Host = "127.0.0.1",
                Port = port,
                Username = PostgresCluster.User,
                Password = await File.ReadAllTextAsync(passwordFile, cancellationToken),
                Database = LocalPostgres.Database,
                SslMode = SslMode.Disable,
                GssEncryptionMode = GssEncryptionMode.Disable,
            }.ConnectionString;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new LocalServiceException($"{folder} belongs to another user ({e.Message}): ask as the user who started the run", e);
        }
        catch (IOException e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // It ended between two looks.
            throw NoRun(folder);
        }
    }

    private static LocalServiceException NoRun(string folder) => new(
        $"no run is on in {folder}: start one, name the folder of one with --data, or another PostgreSQL with --postgres");
}
