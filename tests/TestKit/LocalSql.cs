using Npgsql;
using SegmentationUpdates.LocalServices;

namespace SegmentationUpdates.TestKit;

internal static class LocalSql
{
    public static async Task<T> QueryAsync<T>(this LocalPostgres postgres, string sql)
    {
        // No pool: connections to a server that a test kills must not come back in the next one.
        var connectionString = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Pooling = false }.ConnectionString;
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>Commits one row, in a table made at the first call, and returns how many there are.</summary>
    public static Task<long> AddRowAsync(this LocalPostgres postgres) =>
        postgres.QueryAsync<long>(
            """
            CREATE TABLE IF NOT EXISTS kept (id int GENERATED ALWAYS AS IDENTITY);
            INSERT INTO kept DEFAULT VALUES;
            SELECT count(*) FROM kept;
            """);
}
