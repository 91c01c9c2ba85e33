using DbUp;
using DbUp.Engine;
using Microsoft.Extensions.Logging;
using Npgsql;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Migrations;

/// <summary>
/// Creates the database when it is missing and applies the scripts of db/ that it has not had yet, each in a transaction. Two migrations at
/// once wait for each other.
/// </summary>
public sealed partial class SchemaMigrator(ILogger<SchemaMigrator> logger)
{
    private const string MaintenanceDatabase = "postgres";

    /// <exception cref="NpgsqlException">The server cannot be reached or refuses.</exception>
    /// <exception cref="SchemaMigrationException">A script failed; its transaction is rolled back.</exception>
    public Task MigrateAsync(string connectionString, CancellationToken cancellationToken) =>
        MigrateAsync(connectionString, SchemaScripts.All(), cancellationToken);

    internal async Task MigrateAsync(string connectionString, IEnumerable<SqlScript> scripts, CancellationToken cancellationToken)
    {
        await CreateDatabaseAsync(connectionString, cancellationToken);
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var locker = await source.OpenConnectionAsync(cancellationToken);
        await AdvisoryLock.Schema.HoldAsync(locker, cancellationToken);
        try
        {
            await Task.Run(() => RunScripts(connectionString, scripts), cancellationToken);
        }
        finally
        {
            await AdvisoryLock.Schema.ReleaseAsync(locker);
        }
    }

    private void RunScripts(string connectionString, IEnumerable<SqlScript> scripts)
    {
        var result = DeployChanges.To
            .PostgresqlDatabase(connectionString)
            .WithScripts(scripts)
            .WithScriptNameComparer(StringComparer.Ordinal)
            .JournalTo((connections, log) => new SchemaJournal(connections, log))
            .WithTransactionPerScript()
            .WithVariablesDisabled() // $...$ quotes function bodies here.
            .WithExecutionTimeout(TimeSpan.FromMinutes(30))
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        foreach (var script in result.Scripts)
        {
            LogApplied(SchemaScripts.FileOf(script));
        }

        if (!result.Successful)
        {
            var hint = (result.Error as PostgresException)?.Hint is { } mend ? $". {mend}" : "";
            var file = result.ErrorScript is { } failed ? SchemaScripts.FileOf(failed) : "the schema";
            throw new SchemaMigrationException($"{file}: {result.Error.Message}{hint}", result.Error);
        }
    }

    private async Task CreateDatabaseAsync(string connectionString, CancellationToken cancellationToken)
    {
        var wanted = new NpgsqlConnectionStringBuilder(connectionString);
        try
        {
            await using var direct = new NpgsqlConnection(connectionString);
            await direct.OpenAsync(cancellationToken);
            return;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            // Created below.
        }

        var maintenance = new NpgsqlConnectionStringBuilder(connectionString) { Database = MaintenanceDatabase, Pooling = false };
        await using var connection = new NpgsqlConnection(maintenance.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        try
        {
            var quoted = wanted.Database!.Replace("\"", "\"\"", StringComparison.Ordinal);
            await ExecuteAsync(connection, $"CREATE DATABASE \"{quoted}\"", cancellationToken);
            LogCreated(wanted.Database!);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Somebody else was faster: just as good.
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(1, LogLevel.Information, "Created database {Database}")]
    private partial void LogCreated(string database);

    [LoggerMessage(2, LogLevel.Information, "Applied {Script}")]
    private partial void LogApplied(string script);
}
