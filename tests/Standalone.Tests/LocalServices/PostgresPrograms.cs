using SegmentationUpdates.LocalServices;
using SegmentationUpdates.Standalone.Tests.LocalServices;

[assembly: AssemblyFixture(typeof(PostgresPrograms))]

namespace SegmentationUpdates.Standalone.Tests.LocalServices;

/// <summary>
/// PostgreSQL is there before the first test: on a machine without it a program that a test starts would fetch it, and say so on
/// standard error.
/// </summary>
public sealed class PostgresPrograms : IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await PostgresBinaries.FindAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
