using Confluent.Kafka;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Ingestion;

public sealed class OffsetTests(PostgresFixture postgres) : PipelineTest(postgres)
{
    private const short OffsetCommitRequest = 8;

    [Fact]
    public async Task Nothing_is_committed_that_the_database_does_not_have()
    {
        const int Rounds = 20, Size = 100;
        await Database.AddAsync(TestCustomers.Take(50));
        var payments = new Payments();
        await using var host = await PipelineHost.WithIngestion(Database, Kafka, ("Ingestion:BatchSize", "30")).StartAsync();

        for (var produced = 0; produced < Rounds * Size;)
        {
            await Kafka.ProduceAsync(payments.Many(Size, lastCustomer: 50));
            produced += Size;
            var committed = produced - Math.Min(produced, Kafka.Lag());
            Assert.True(await Database.CountAsync("live_transaction_data") >= committed);
        }

        await Kafka.WaitForGroupAsync();
        Assert.Equal(Rounds * Size, await Database.CountAsync("live_transaction_data"));
    }

    [Fact]
    public async Task While_a_batch_waits_for_the_database_its_offsets_are_not_committed()
    {
        await Database.AddAsync(TestCustomers.Take(10));
        await using var locker = await Database.OpenAsync();
        await using var locked = await locker.BeginTransactionAsync(Cancel);
        await locker.ExecuteAsync("LOCK TABLE live_transaction_data IN ACCESS EXCLUSIVE MODE");
        await Kafka.ProduceAsync(new Payments().Many(100, lastCustomer: 10));
        await using var host = await PipelineHost.WithIngestion(Database, Kafka).StartAsync();

        await Database.WaitForBlockedAsync();
        Assert.Equal(100, Kafka.Lag());
        await locked.RollbackAsync(Cancel);
        await Kafka.WaitForGroupAsync();

        Assert.Equal(100, await Database.CountAsync("live_transaction_data"));
    }

    [Fact]
    public async Task The_next_consumer_goes_on_where_the_last_one_stopped()
    {
        await Database.AddAsync(TestCustomers.Take(50));
        var book = await ProfileBook.OpenAsync(Database);
        var payments = new Payments();
        var before = payments.Many(500, lastCustomer: 50);
        var after = payments.Many(300, lastCustomer: 50);
        book.Add([.. before, .. after]);

        await using (await PipelineHost.WithIngestion(Database, Kafka).StartAsync())
        {
            await Kafka.ProduceAsync(before);
            await Kafka.WaitForGroupAsync();
        }

        await Kafka.ProduceAsync(after);
        await using var next = await PipelineHost.WithIngestion(Database, Kafka).StartAsync();
        await Kafka.WaitForGroupAsync();

        Assert.Equal((300, 0), (next.Ingestion.Ingested, next.Ingestion.Duplicates));
        await book.AssertBalancedAsync(Database);
    }

    [Fact]
    public async Task A_consumer_that_is_stopped_in_the_middle_loses_and_doubles_nothing()
    {
        await Database.AddAsync(TestCustomers.Take(50));
        var book = await ProfileBook.OpenAsync(Database);
        var sent = new Payments().Many(3_000, lastCustomer: 50);
        book.Add(sent);
        await Kafka.ProduceAsync(sent);

        for (var stored = 0L; stored < sent.Length;)
        {
            await using var host = await PipelineHost.WithIngestion(Database, Kafka, ("Ingestion:BatchSize", "100")).StartAsync();
            await Eventually.TrueAsync(() => host.Ingestion.Batches >= 8 || Kafka.Lag() == 0, "some batches are stored");
            await host.StopAsync();
            stored = await Database.CountAsync("live_transaction_data");
        }

        await Kafka.WaitForGroupAsync();
        await book.AssertBalancedAsync(Database);
    }

    [Fact]
    public async Task Messages_whose_offsets_were_lost_are_read_again_and_change_nothing()
    {
        await Database.AddAsync(TestCustomers.Take(50));
        var book = await ProfileBook.OpenAsync(Database);
        var sent = new Payments().Many(400, lastCustomer: 50);
        book.Add(sent);
        await Kafka.ProduceAsync(sent);
        await using (await PipelineHost.WithIngestion(Database, Kafka).StartAsync())
        {
            await Kafka.WaitForGroupAsync();
        }

        // As if that consumer had died after the database's commit and before Kafka's.
        await RewindAsync();
        await using var next = await PipelineHost.WithIngestion(Database, Kafka).StartAsync();
        await Kafka.WaitForGroupAsync();

        Assert.Equal((0, 400), (next.Ingestion.Ingested, next.Ingestion.Duplicates));
        await book.AssertBalancedAsync(Database);
    }

    [Fact]
    public async Task Offsets_that_the_broker_refuses_are_committed_without_a_further_message()
    {
        Assert.SkipWhen(Kafka.InMemory is null, "faults need the broker in this process");
        await Database.AddAsync(TestCustomers.Take(5));
        await using var host = await PipelineHost.WithIngestion(Database, Kafka).StartAsync();
        Kafka.InMemory.InjectErrors(OffsetCommitRequest, ErrorCode.TopicAuthorizationFailed, ErrorCode.TopicAuthorizationFailed);

        await Kafka.ProduceAsync(new Payments().Next(1));
        await Kafka.WaitForGroupAsync();

        Assert.Contains(host.Log.Records, record => record.Message.Contains("could not be committed", StringComparison.Ordinal));
        Assert.Equal((1, 0), (host.Ingestion.Ingested, host.Ingestion.Duplicates));
    }

    private async Task RewindAsync()
    {
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(Kafka.ConsumerConfig()).SetLogHandler((_, _) => { }).Build();
        consumer.Subscribe(Kafka.Topics.Transactions);
        await Eventually.TrueAsync(
            () =>
            {
                consumer.Consume(TimeSpan.Zero);
                return consumer.Assignment.Count == Kafka.Topics.Partitions;
            },
            "the group has a member again");
        consumer.Commit(consumer.Assignment.Select(partition => new TopicPartitionOffset(partition, 0)));
        consumer.Close();
        Assert.NotEqual(0, Kafka.Lag());
    }
}
