using Npgsql;

namespace SegmentationUpdates.LocalServices;

/// <summary>The one database on the private server.</summary>
internal static class LocalDatabase
{
    private const string MaintenanceDatabase = "postgres";

    /// <summary>Connects, so that a server that does not answer is found at the start; creates the database the first time.</summary>
    public static async Task EnsureAsync(NpgsqlConnectionStringBuilder target, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await OpenAsync(target, target.Database!, cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            await using var connection = await OpenAsync(target, MaintenanceDatabase, cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = $"CREATE DATABASE {target.Database}";
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (NpgsqlException exception)
        {
            throw new LocalServiceException(
                $"PostgreSQL runs on port {target.Port} but does not accept the connection: {exception.Message}. "
                + "Choose another data folder with --data, or begin again with --fresh (deletes the data).",
                exception);
        }
    }

    private static async Task<NpgsqlConnection> OpenAsync(
        NpgsqlConnectionStringBuilder target, string database, CancellationToken cancellationToken)
    {
        // Without a pool: one of an idle connection would keep the server from being stopped quietly.
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(target.ConnectionString) { Database = database, Pooling = false }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
