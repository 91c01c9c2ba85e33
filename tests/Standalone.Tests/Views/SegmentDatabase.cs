using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using SegmentationUpdates.LocalServices;
using SegmentationUpdates.Migrations;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Standalone.Tests.Views;

/// <summary>One server for the tests of a class, a database with the schema for each.</summary>
public sealed class SegmentDatabase : IAsyncLifetime
{
    private readonly LocalPostgresFixture _server = new();
    private int _databases;

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public async Task<NpgsqlDataSource> CreateAsync(CancellationToken cancellationToken)
    {
        var connectionString = new NpgsqlConnectionStringBuilder(_server.Postgres.ConnectionString)
        {
            Database = $"{LocalPostgres.Database}_{Interlocked.Increment(ref _databases)}",
        }.ConnectionString;
        await new SchemaMigrator(NullLogger<SchemaMigrator>.Instance).MigrateAsync(connectionString, cancellationToken);
        return NpgsqlDataSource.Create(connectionString);
    }

    /// <summary>With the password, which a data source does not tell.</summary>
    public string ConnectionString(NpgsqlDataSource database) => new NpgsqlConnectionStringBuilder(_server.Postgres.ConnectionString)
    {
        Database = new NpgsqlConnectionStringBuilder(database.ConnectionString).Database,
    }.ConnectionString;

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
