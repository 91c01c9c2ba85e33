namespace SegmentationUpdates.AppHost.Tests.Running;

public sealed class FailedMigrationTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>, IAsyncDisposable
{
    [Fact]
    public async Task Migrations_that_fail_keep_consumers_and_producer_from_starting()
    {
        var application = await fixture.StartedAsync("--Segmentation:Migrations:CustomersFile=/no/such/customers.csv");

        var migrations = Assert.Single(await application.WaitForAsync(
            "migrations", snapshot => KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text, StringComparer.Ordinal))).Snapshot;
        Assert.Equal(1, migrations.ExitCode);

        foreach (var service in new[] { "consumer", "producer" })
        {
            var instance = Assert.Single(await application.WaitForAsync(
                service, snapshot => KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text, StringComparer.Ordinal)));
            Assert.Equal(KnownResourceStates.FailedToStart, instance.Snapshot.State?.Text);
            Assert.Null(instance.Snapshot.StartTimeStamp);
        }
    }

    public async ValueTask DisposeAsync() => await fixture.WriteLogsOfFailureAsync();
}
