using Npgsql;

namespace SegmentationUpdates.TestKit;

/// <summary>A database of one test, dropped after it.</summary>
/// <param name="connectionString">Of the owner, for the test.</param>
/// <param name="service">The login of the pipeline, which has no more rights than it needs.</param>
/// <param name="drop">Drops the database.</param>
public sealed class TestDatabase(string connectionString, TestServiceLogin service, Func<Task> drop) : IAsyncDisposable
{
    private const string HostName = "pipeline";

    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connectionString);

    public string ConnectionString => connectionString;

    /// <summary>For the pipeline, whose sessions can be told from those of the test.</summary>
    public string HostConnectionString { get; } = new NpgsqlConnectionStringBuilder(connectionString)
    {
        ApplicationName = HostName,
        Username = service.User,
        Password = service.Password,
    }.ConnectionString;

    public string Name { get; } = new NpgsqlConnectionStringBuilder(connectionString).Database!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async Task<NpgsqlConnection> OpenAsync() => await _source.OpenConnectionAsync(Cancel);

    public async Task<int> ExecuteAsync(string sql, params object[] parameters)
    {
        await using var connection = await OpenAsync();
        return await connection.ExecuteAsync(sql, parameters);
    }

    public async Task<T> ScalarAsync<T>(string sql, params object[] parameters)
    {
        await using var connection = await OpenAsync();
        return await connection.ScalarAsync<T>(sql, parameters);
    }

    public async Task<List<T>> QueryAsync<T>(string sql, Func<NpgsqlDataReader, T> read, params object[] parameters)
    {
        await using var connection = await OpenAsync();
        return await connection.QueryAsync(sql, read, parameters);
    }

    public Task<long> CountAsync(string table) => ScalarAsync<long>($"SELECT count(*) FROM {table}");

    /// <summary>Waits until so many sessions of this database wait for a lock that another holds.</summary>
    public Task WaitForBlockedAsync(int sessions = 1) => Eventually.TrueAsync(
        async () => await ScalarAsync<long>(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") >= sessions,
        $"{sessions} sessions wait for a lock");

    /// <summary>Breaks off what the pipeline is doing, and the idle sessions that its next attempts would take.</summary>
    public Task TerminateHostsAsync() => ExecuteAsync(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1", HostName);

    /// <summary>Closes the idle sessions of the test and of pipelines that have stopped.</summary>
    public void Disconnect()
    {
        _source.Clear();
        foreach (var pool in (string[])[connectionString, HostConnectionString])
        {
            using var pooled = new NpgsqlConnection(pool);
            NpgsqlConnection.ClearPool(pooled);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Disconnect();
        await _source.DisposeAsync();
        await drop();
    }
}
