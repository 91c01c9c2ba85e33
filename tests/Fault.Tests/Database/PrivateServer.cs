using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using SegmentationUpdates.LocalServices;
using SegmentationUpdates.Migrations;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Fault.Tests.Database;

/// <summary>A PostgreSQL server of one test, to be broken.</summary>
internal sealed class PrivateServer : IAsyncDisposable
{
    private PrivateServer(LocalPostgres server, TestServiceLogin service)
    {
        Server = server;
        Database = Connect(service, pooling: false);
        Hosts = Connect(service, pooling: true);
    }

    public LocalPostgres Server { get; }

    /// <summary>For the test: each look is a session of its own, so that no dead one is left from before a fault.</summary>
    public TestDatabase Database { get; }

    /// <summary>For the pipeline, with a pool as it has in production.</summary>
    public TestDatabase Hosts { get; }

    public static async Task<PrivateServer> StartAsync(string folder)
    {
        var postgres = await LocalPostgres.StartAsync(Path.Combine(folder, "data"), cancellationToken: TestContext.Current.CancellationToken);
        var server = new PrivateServer(postgres, await TestServiceLogin.MakeAsync(postgres.ConnectionString));
        await new SchemaMigrator(NullLogger<SchemaMigrator>.Instance)
            .MigrateAsync(server.Database.ConnectionString, TestContext.Current.CancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await Hosts.DisposeAsync();
        await Server.DisposeAsync();
    }

    private TestDatabase Connect(TestServiceLogin service, bool pooling) => new(
        new NpgsqlConnectionStringBuilder(Server.ConnectionString)
        {
            Pooling = pooling,
            MaxPoolSize = 20,
            CommandTimeout = (int)Eventually.Limit.TotalSeconds,
        }.ConnectionString,
        service,
        () => Task.CompletedTask);
}
