using System.Diagnostics;
using Npgsql;
using SegmentationUpdates.Fault.Tests.Database;
using SegmentationUpdates.Migrations;
using SegmentationUpdates.Storage;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Fault.Tests.Soak;

/// <summary>The database, its disk and the broker, and one hand at a time for each of them.</summary>
internal sealed class SoakServers : IAsyncDisposable
{
    private const int DiskMegabytes = 1_024;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();
    private readonly SemaphoreSlim _database = new(1, 1);
    private readonly SemaphoreSlim _broker = new(1, 1);
    private PrivateServer _server = null!;

    /// <summary>Null where none can be mounted.</summary>
    public SmallDisk? Disk { get; private set; }

    public TestKafka Kafka { get; private set; } = null!;

    public TestDatabase Database => _server.Database;

    public TestDatabase Hosts => _server.Hosts;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<SoakServers> StartAsync()
    {
        var servers = new SoakServers { Disk = await SmallDisk.MountAsync(DiskMegabytes) };
        servers._server = await PrivateServer.StartAsync(servers.Disk?.Folder ?? servers._folder.Data);
        servers.Kafka = await TestKafka.StartAsync(partitions: 4);
        servers.Kafka.InMemory?.SetGroupSessionTimeout(TimeSpan.FromSeconds(4));

        // The log of what was written must not fill the disk by itself.
        await servers.Database.ExecuteAsync("ALTER SYSTEM SET max_wal_size = '128MB'");
        await servers.Database.ExecuteAsync("SELECT pg_reload_conf()");
        return servers;
    }

    /// <summary>Does something with the database, again and again while another hand has it down.</summary>
    public static async Task<T> AskAsync<T>(Func<Task<T>> action)
    {
        for (var started = Stopwatch.GetTimestamp(); ; await Task.Delay(TimeSpan.FromMilliseconds(200), Cancel))
        {
            try
            {
                return await action();
            }
            catch (Exception e) when (
                DatabaseErrors.IsTransient(e is SchemaMigrationException { InnerException: { } cause } ? cause : e)
                && Stopwatch.GetElapsedTime(started) < Patience)
            {
                // The hand that broke it mends it.
            }
        }
    }

    public static Task AskAsync(Func<Task> action) => AskAsync(async () =>
    {
        await action();
        return true;
    });

    /// <summary>Breaks the database and mends it, while no other hand does.</summary>
    public Task BreakDatabaseAsync(Func<Task> action) => AloneAsync(_database, async () =>
    {
        try
        {
            await action();
        }
        finally
        {
            await MendDatabaseAsync();
        }
    });

    /// <summary>Breaks the broker and mends it, while no other hand does.</summary>
    public Task BreakBrokerAsync(Func<Task> action) => AloneAsync(_broker, action);

    public void KillDatabase()
    {
        using var process = Process.GetProcessById(_server.Server.ProcessId!.Value);
        process.Kill();
    }

    public Task RestartDatabaseAsync() => _server.Server.RestartAsync(Cancel);

    public async ValueTask DisposeAsync()
    {
        Kafka.Dispose();
        await _server.DisposeAsync();
        if (Disk is not null)
        {
            await Disk.DisposeAsync();
        }

        _folder.Dispose();
        _database.Dispose();
        _broker.Dispose();
    }

    private static async Task AloneAsync(SemaphoreSlim hand, Func<Task> action)
    {
        await hand.WaitAsync(Cancel);
        try
        {
            await action();
        }
        finally
        {
            hand.Release();
        }
    }

    // As its operator would: a server that gave up, for want of room, is started again.
    private async Task MendDatabaseAsync()
    {
        Disk?.Free();
        for (var started = Stopwatch.GetTimestamp(); ; await Task.Delay(TimeSpan.FromMilliseconds(200), Cancel))
        {
            try
            {
                await Database.ScalarAsync<int>("SELECT 1");
                return;
            }
            catch (PostgresException e) when (DatabaseErrors.IsTransient(e) && Stopwatch.GetElapsedTime(started) < Patience)
            {
                // It answers, and is recovering.
            }
            catch (NpgsqlException) when (Stopwatch.GetElapsedTime(started) < Patience)
            {
                await RestartDatabaseAsync();
            }
        }
    }
}
