using Npgsql;

namespace SegmentationUpdates.LocalServices;

/// <summary>
/// A private PostgreSQL server, on a loopback port, with its files in a data folder.
/// </summary>
/// <remarks>
/// It ends with this object. If this process dies without disposing it, the server runs on by itself and the next run on the same
/// folder stops it before starting its own: what was committed is kept.
/// </remarks>
public sealed class LocalPostgres : IAsyncDisposable
{
    public const string Database = "segmentation";

    private readonly DataFolder _folder;
    private readonly PostgresServer _server;
    private bool _stopped;

    private LocalPostgres(DataFolder folder, PostgresServer server, PostgresBinaries binaries, string connectionString)
    {
        _folder = folder;
        _server = server;
        Binaries = binaries;
        ConnectionString = connectionString;
    }

    /// <summary>For Npgsql; holds the password.</summary>
    public string ConnectionString { get; }

    public PostgresBinaries Binaries { get; }

    /// <summary>Full path of the folder with all files of this server.</summary>
    public string DataFolderPath => _folder.Location;

    /// <summary>The file that the server is writing its log to; another each day.</summary>
    public string LogFile => _server.Log.CurrentFile;

    /// <summary>The server's process id.</summary>
    public int? ProcessId => _server.Postmaster.ReadPid();

    /// <param name="dataFolder">New, empty, or from an earlier run.</param>
    /// <param name="fresh">Forget the data of earlier runs.</param>
    /// <param name="cancellationToken">Nothing runs on after a cancelled start.</param>
    /// <exception cref="LocalServiceException">The folder or the machine does not allow it; says what to do.</exception>
    public static Task<LocalPostgres> StartAsync(
        string dataFolder, bool fresh = false, CancellationToken cancellationToken = default) =>
        StartAsync(dataFolder, new LocalPostgresOptions { Fresh = fresh }, cancellationToken);

    /// <inheritdoc cref="StartAsync(string, bool, CancellationToken)"/>
    /// <param name="dataFolder">New, empty, or from an earlier run.</param>
    /// <param name="options">How it is started.</param>
    /// <param name="cancellationToken">Nothing runs on after a cancelled start.</param>
    public static async Task<LocalPostgres> StartAsync(
        string dataFolder, LocalPostgresOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var folder = DataFolder.Open(dataFolder);
        try
        {
            var search = new PostgresSearch(options);
            if (options.Fresh)
            {
                await ForgetAsync(folder, search, cancellationToken);
            }

            return await StartAsync(folder, search, options.Port, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Some of its files may be another user's: root has been here.
            folder.Dispose();
            throw DataFolder.Unusable(folder.Location, exception);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Deletes the data of earlier runs, and nothing else that may be in the folder.</summary>
    /// <exception cref="LocalServiceException">The folder is in use, or is not one of ours.</exception>
    public static async Task ForgetAsync(string dataFolder, CancellationToken cancellationToken)
    {
        using var folder = DataFolder.Open(dataFolder);
        await ForgetAsync(folder, new PostgresSearch(new LocalPostgresOptions()), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_stopped)
        {
            return;
        }

        _stopped = true;
        try
        {
            await _server.StopAsync();
        }
        finally
        {
            _folder.Dispose();
        }
    }

    /// <summary>For tests: starts a server that was killed or stopped again, where its clients expect it.</summary>
    internal async Task RestartAsync(CancellationToken cancellationToken)
    {
        await _server.StopAsync();
        await _server.StartAsync(new NpgsqlConnectionStringBuilder(ConnectionString).Port, cancellationToken);
    }

    /// <summary>For tests: what a kill of this process leaves behind, a server without its owner.</summary>
    internal void Abandon()
    {
        _stopped = true;
        _folder.Dispose();
    }

    private static async Task ForgetAsync(DataFolder folder, PostgresSearch search, CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder.Cluster))
        {
            // Any version can stop a server, and a version that is no longer installed is a good reason to begin again.
            var binaries = await search.FindAsync(cancellationToken);
            await new PostgresServer(binaries, folder.Cluster, await ServerAccount.ForAsync(folder.Cluster, cancellationToken)).StopAsync();
        }

        folder.Forget();
    }

    private static async Task<LocalPostgres> StartAsync(
        DataFolder folder, PostgresSearch search, int? port, CancellationToken cancellationToken)
    {
        var account = await ServerAccount.ForAsync(folder.Cluster, cancellationToken);
        var cluster = new PostgresCluster(folder, account);
        var binaries = await cluster.FindBinariesAsync(search, cancellationToken);
        await ServerAccount.CheckAsync(account, binaries, cancellationToken);
        var server = new PostgresServer(binaries, folder.Cluster, account);
        await server.StopAsync();
        var password = await cluster.EnsureAsync(binaries, cancellationToken);
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = await server.StartAsync(port, cancellationToken),
            Username = PostgresCluster.User,
            Password = password,
            Database = Database,
            // Loopback only. Error details would carry customers' data into logs.
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
            IncludeErrorDetail = false,
        };
        try
        {
            await LocalDatabase.EnsureAsync(connection, cancellationToken);
            return new LocalPostgres(folder, server, binaries, connection.ConnectionString);
        }
        catch
        {
            await server.StopAsync();
            throw;
        }
    }
}
