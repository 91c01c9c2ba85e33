using SegmentationUpdates.LocalServices;

namespace SegmentationUpdates.TestKit;

/// <summary>
/// PostgreSQL is there before the first test: on a machine without it a program that a test starts would fetch it, and say so on
/// standard error.
/// </summary>
public sealed class PostgresPrograms : IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await PostgresBinaries.FindAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
