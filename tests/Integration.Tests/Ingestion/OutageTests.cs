using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Ingestion;

public sealed class OutageTests(PostgresFixture postgres) : PipelineTest(postgres)
{
    [Theory]
    [InlineData(1)]
    [InlineData(1_000_000)]
    public async Task When_the_database_breaks_off_in_a_batch_the_batch_is_stored_later_and_once(int copyThreshold)
    {
        await Database.AddAsync(TestCustomers.Take(50));
        var book = await ProfileBook.OpenAsync(Database);
        var payments = new Payments();
        await using var host = await PipelineHost.WithIngestion(
            Database, Kafka, ("Ingestion:CopyThreshold", $"{copyThreshold}")).StartAsync();

        for (var round = 0; round < 5; round++)
        {
            await using var locker = await Database.OpenAsync();
            await using var locked = await locker.BeginTransactionAsync(Cancel);
            await locker.ExecuteAsync("LOCK TABLE live_transaction_data IN ACCESS EXCLUSIVE MODE");
            var sent = payments.Many(200, lastCustomer: 50);
            book.Add(sent);
            await Kafka.ProduceAsync(sent);
            await Database.WaitForBlockedAsync();

            await Database.TerminateHostsAsync();
            await Eventually.TrueAsync(() => host.Retries > round, "the batch is tried again");
            await locked.RollbackAsync(Cancel);
            await Kafka.WaitForGroupAsync();
        }

        await book.AssertBalancedAsync(Database);
        Assert.Equal((1_000, 0), (host.Ingestion.Ingested, host.Ingestion.DeadLettered));
    }

    [Fact]
    public async Task Messages_wait_for_a_schema_that_is_not_there_yet()
    {
        await Database.AddAsync(TestCustomers.Take(20));
        var book = await ProfileBook.OpenAsync(Database);
        await Database.ExecuteAsync("ALTER TABLE live_transaction_data RENAME TO not_yet");
        var sent = new Payments().Many(300, lastCustomer: 20);
        book.Add(sent);
        await Kafka.ProduceAsync(sent);
        await using var host = await PipelineHost.WithIngestion(Database, Kafka).StartAsync();

        await Eventually.TrueAsync(() => host.Retries >= 3, "the batch has been tried several times");
        await Database.ExecuteAsync("ALTER TABLE not_yet RENAME TO live_transaction_data");
        await Kafka.WaitForGroupAsync();

        await book.AssertBalancedAsync(Database);
        Assert.Equal((300, 0), (host.Ingestion.Ingested, host.Ingestion.DeadLettered));
    }

    [Fact]
    public async Task A_broker_that_goes_away_and_comes_back_costs_no_message()
    {
        Assert.SkipWhen(Kafka.InMemory is null, "faults need the broker in this process");
        await Database.AddAsync(TestCustomers.Take(20));
        var book = await ProfileBook.OpenAsync(Database);
        var payments = new Payments();
        var before = payments.Many(300, lastCustomer: 20);
        var after = payments.Many(300, lastCustomer: 20);
        book.Add([.. before, .. after]);
        await using var host = await PipelineHost.WithIngestion(Database, Kafka).StartAsync();
        await Kafka.ProduceAsync(before);
        await Eventually.TrueAsync(() => host.Ingestion.Ingested > 0, "the ingestion has begun");

        Kafka.InMemory.SetDown();
        var sending = Kafka.ProduceAsync(after);
        Kafka.InMemory.SetUp();
        await sending;
        await Kafka.WaitForGroupAsync();

        await book.AssertBalancedAsync(Database);
    }

    [Fact]
    public async Task A_stop_during_an_outage_leaves_the_batch_to_the_next_consumer()
    {
        await Database.AddAsync(TestCustomers.Take(20));
        var book = await ProfileBook.OpenAsync(Database);
        await Database.ExecuteAsync("ALTER TABLE live_transaction_data RENAME TO not_yet");
        var sent = new Payments().Many(100, lastCustomer: 20);
        book.Add(sent);
        await Kafka.ProduceAsync(sent);
        await using (var host = await PipelineHost.WithIngestion(Database, Kafka).StartAsync())
        {
            await Eventually.TrueAsync(() => host.Retries > 0, "the batch has been tried");
        }

        Assert.Equal(100, Kafka.Lag());
        await Database.ExecuteAsync("ALTER TABLE not_yet RENAME TO live_transaction_data");
        await using var next = await PipelineHost.WithIngestion(Database, Kafka).StartAsync();
        await Kafka.WaitForGroupAsync();

        await book.AssertBalancedAsync(Database);
    }
}
