using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using SegmentationUpdates.Customers;
using SegmentationUpdates.LocalServices;
using SegmentationUpdates.Migrations;

namespace SegmentationUpdates.Pipeline.Benchmarks;

/// <summary>A private PostgreSQL in a temporary folder, with the schema and made-up customers.</summary>
internal sealed class BenchmarkDatabase : IAsyncDisposable
{
    private readonly LocalPostgres _postgres;
    private readonly string _folder;

    private BenchmarkDatabase(LocalPostgres postgres, string folder) => (_postgres, _folder) = (postgres, folder);

    public string ConnectionString => _postgres.ConnectionString;

    public static async Task<BenchmarkDatabase> StartAsync(int customers, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("segmentation-benchmark-").FullName;
        var postgres = await LocalPostgres.StartAsync(Path.Combine(folder, "data"), cancellationToken: cancellationToken);
        var database = new BenchmarkDatabase(postgres, folder);
        try
        {
            await new SchemaMigrator(NullLogger<SchemaMigrator>.Instance).MigrateAsync(postgres.ConnectionString, cancellationToken);
            var file = Path.Combine(folder, "customers.csv");
            CustomerCsvWriter.Write(file, new CustomerGenerator(seed: 1).Generate(customers), cancellationToken);
            await using var connection = new NpgsqlConnection(postgres.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            await new CustomerLoader(TimeProvider.System, NullLogger<CustomerLoader>.Instance).LoadAsync(connection, file, cancellationToken);
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    public async Task<T> ScalarAsync<T>(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return await command.ExecuteScalarAsync(cancellationToken) is T value ? value : default!;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await _postgres.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
