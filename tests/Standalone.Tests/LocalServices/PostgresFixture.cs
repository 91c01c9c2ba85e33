using SegmentationUpdates.LocalServices;

namespace SegmentationUpdates.Standalone.Tests.LocalServices;

/// <summary>One server for the tests that leave it running.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    internal LocalPostgres Postgres { get; private set; } = null!;

    internal string Folder => _folder.Data;

    public async ValueTask InitializeAsync() =>
        Postgres = await LocalPostgres.StartAsync(_folder.Data, cancellationToken: TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Postgres.DisposeAsync();
        _folder.Dispose();
    }
}
