using SegmentationUpdates.LocalServices;

namespace SegmentationUpdates.TestKit;

/// <summary>One server for the tests that leave it running.</summary>
public sealed class LocalPostgresFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public LocalPostgres Postgres { get; private set; } = null!;

    public string Folder => _folder.Data;

    public async ValueTask InitializeAsync() =>
        Postgres = await LocalPostgres.StartAsync(_folder.Data, cancellationToken: TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Postgres.DisposeAsync();
        _folder.Dispose();
    }
}
