using Npgsql;

namespace SegmentationUpdates.Integration.Tests.Fixtures;

/// <summary>A database of one test, dropped after it.</summary>
public sealed class TestDatabase(string connectionString, Func<Task> drop) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connectionString);

    public string ConnectionString => connectionString;

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

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await using (var pooled = new NpgsqlConnection(connectionString))
        {
            NpgsqlConnection.ClearPool(pooled);
        }

        await drop();
    }
}
