namespace SegmentationUpdates.AppHost.Tests.Running;

public sealed class FailedMigrationTests
{
    [Fact]
    public async Task Migrations_that_fail_keep_consumers_and_producer_from_starting()
    {
        // They fail before they ask for a server, so that none has to be started.
        await using var application = await RunningApplication.StartAsync(
            "--ConnectionStrings:kafka=127.0.0.1:1", "--ConnectionStrings:segmentation=Host=127.0.0.1;Port=1", "--Segmentation:Migrations:Patience=little");

        var migrations = Assert.Single(await application.WaitForEndAsync("migrations")).Snapshot;
        Assert.Equal(2, migrations.ExitCode);

        foreach (var service in new[] { "consumer", "trainer", "producer", "dashboard" })
        {
            var instance = Assert.Single(await application.WaitForEndAsync(service));
            Assert.Equal(KnownResourceStates.FailedToStart, instance.Snapshot.State?.Text);
            Assert.Null(instance.Snapshot.StartTimeStamp);
        }
    }
}
