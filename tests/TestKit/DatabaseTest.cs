namespace SegmentationUpdates.TestKit;

/// <summary>A test with a database of its own.</summary>
public abstract class DatabaseTest(PostgresFixture postgres) : IAsyncLifetime
{
    protected TestDatabase Database { get; private set; } = null!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected PostgresFixture Postgres => postgres;

    public virtual async ValueTask InitializeAsync() => Database = await postgres.CreateAsync();

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Database.DisposeAsync();
    }
}
