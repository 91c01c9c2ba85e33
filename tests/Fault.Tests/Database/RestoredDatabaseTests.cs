using SegmentationUpdates.Fault.Tests.Faults;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Fault.Tests.Database;

public sealed class RestoredDatabaseTests(PostgresFixture postgres) : PipelineTest(postgres)
{
    private const int Customers = 200;

    [Fact]
    public async Task What_came_after_a_backup_comes_back_when_the_group_reads_again_from_before_it()
    {
        var report = new FaultReport("database restored from a backup, offsets set back");
        var payments = new Payments(FaultPlan.Seed);
        await Database.AddAsync(TestCustomers.Take(Customers));
        var book = await ProfileBook.OpenAsync(Database);
        await IngestAsync(Database, book, payments);
        await using var backup = await Postgres.CopyAsync(Database);
        await IngestAsync(Database, book, payments);
        Assert.Equal(4_000, await Database.CountAsync("live_transaction_data"));

        report.Inject();
        await Kafka.RewindGroupAsync();
        await IngestAsync(backup, book, payments);

        var done = report.Recovered();
        await backup.AssertNothingLostOrDoubleAsync(book, Kafka);
        done(book.Accepted);
    }

    private async Task IngestAsync(TestDatabase database, ProfileBook book, Payments payments)
    {
        var sent = payments.Many(2_000, Customers);
        book.Add(sent);
        await Kafka.ProduceAsync(sent);
        await using var host = await PipelineHost.WithIngestion(database, Kafka).StartAsync();
        await Kafka.WaitForGroupAsync();
        await host.StopAsync();
    }
}
