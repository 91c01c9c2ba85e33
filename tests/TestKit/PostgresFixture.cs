using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using SegmentationUpdates.LocalServices;
using SegmentationUpdates.Migrations;

namespace SegmentationUpdates.TestKit;

/// <summary>
/// One PostgreSQL server for the assembly: the one that TEST_POSTGRES names (an Npgsql connection string of a user who may create
/// databases and roles), else a private one. Each test gets a database of its own, copied from one that was migrated.
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private readonly SemaphoreSlim _copying = new(1);
    private readonly string _template = NewName();
    private LocalPostgres? _local;
    private string? _folder;
    private string _server = "";
    private TestServiceLogin _service = null!;

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("TEST_POSTGRES") is { Length: > 0 } given)
        {
            _server = given;
        }
        else
        {
            _folder = Directory.CreateTempSubdirectory("segmentation-tests-").FullName;
            _local = await LocalPostgres.StartAsync(Path.Combine(_folder, "data"), cancellationToken: TestContext.Current.CancellationToken);
            _server = _local.ConnectionString;
            await HurryAsync();
        }

        // Without a pool: a database with a session in it cannot be copied.
        await new SchemaMigrator(NullLogger<SchemaMigrator>.Instance)
            .MigrateAsync(ConnectionString(_template, pooling: false), TestContext.Current.CancellationToken);
        _service = await TestServiceLogin.MakeAsync(_server);
    }

    public async ValueTask DisposeAsync()
    {
        _copying.Dispose();
        if (_local is null)
        {
            await DropAsync(_template);
            await _service.DropAsync(_server);
        }
        else
        {
            NpgsqlConnection.ClearAllPools();
            await _local.DisposeAsync();
            Directory.Delete(_folder!, recursive: true);
        }
    }

    /// <summary>A database with the schema and no rows.</summary>
    public async Task<TestDatabase> CreateAsync()
    {
        var name = NewName();
        await _copying.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {_template}");
        }
        finally
        {
            _copying.Release();
        }

        return Named(name);
    }

    /// <summary>A database with all that another has now: what a backup would restore. Nobody may be using the other.</summary>
    public async Task<TestDatabase> CopyAsync(TestDatabase original)
    {
        ArgumentNullException.ThrowIfNull(original);
        original.Disconnect();
        var name = NewName();
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {original.Name}");
        return Named(name);
    }

    /// <summary>A database with nothing in it, for what makes the schema.</summary>
    public async Task<TestDatabase> EmptyAsync()
    {
        var name = NewName();
        await ExecuteAsync($"CREATE DATABASE {name}");
        return Named(name);
    }

    /// <summary>A database that does not exist yet, for what creates it.</summary>
    public TestDatabase Missing() => Named(NewName());

    // Nobody needs this server's data after a crash of the machine. (Tests that kill a server have one of their own, as it comes.)
    private async Task HurryAsync()
    {
        await ExecuteAsync("ALTER SYSTEM SET fsync = off");
        await ExecuteAsync("ALTER SYSTEM SET full_page_writes = off");
        await ExecuteAsync("SELECT pg_reload_conf()");
    }

    private static string NewName() => $"segmentation_test_{Guid.NewGuid():N}";

    private TestDatabase Named(string name) => new(ConnectionString(name, pooling: true), _service, () => DropAsync(name));

    private Task DropAsync(string name) => ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");

    private string ConnectionString(string database, bool pooling) => new NpgsqlConnectionStringBuilder(_server)
    {
        Database = database,
        Pooling = pooling,
        MaxPoolSize = 20,
        CommandTimeout = (int)Eventually.Limit.TotalSeconds,
        IncludeErrorDetail = true, // The rows are ours.
    }.ConnectionString;

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres", pooling: false));
        await connection.OpenAsync(CancellationToken.None);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
