using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Ingestion;

public sealed class ConsumerGroupTests(PostgresFixture postgres) : PipelineTest(postgres)
{
    [Fact]
    public async Task Two_consumers_share_the_work_and_one_takes_over_when_the_other_leaves()
    {
        await Database.AddAsync(TestCustomers.Take(100));
        var book = await ProfileBook.OpenAsync(Database);
        var payments = new Payments();
        await using var staying = await PipelineHost.WithIngestion(Database, Kafka, ("Ingestion:BatchSize", "50")).StartAsync();
        await using var leaving = await PipelineHost.WithIngestion(Database, Kafka, ("Ingestion:BatchSize", "50")).StartAsync();
        await Eventually.TrueAsync(() => Partitions(staying) == 2 && Partitions(leaving) == 2, "each has two of the four partitions");

        await SendAsync(1_000);
        await Kafka.WaitForGroupAsync();
        Assert.True(staying.Ingestion.Ingested > 0 && leaving.Ingestion.Ingested > 0);
        await SendAsync(2_000);
        await leaving.StopAsync();
        await SendAsync(1_000);
        await Kafka.WaitForGroupAsync();

        Assert.Equal(4, Partitions(staying));
        Assert.Equal(4_000, staying.Ingestion.Ingested + leaving.Ingestion.Ingested);
        await book.AssertBalancedAsync(Database);

        async Task SendAsync(int count)
        {
            var sent = payments.Many(count, lastCustomer: 100);
            book.Add(sent);
            await Kafka.ProduceAsync(sent);
        }
    }

    [Fact]
    public async Task Partitions_that_move_while_their_batch_waits_for_a_retry_are_stored_once()
    {
        await Database.AddAsync(TestCustomers.Take(100));
        var book = await ProfileBook.OpenAsync(Database);
        await Database.ExecuteAsync("ALTER TABLE live_transaction_data RENAME TO away");
        var sent = new Payments().Many(500, lastCustomer: 100);
        book.Add(sent);
        await Kafka.ProduceAsync(sent);
        await using var first = await PipelineHost.WithIngestion(Database, Kafka).StartAsync();
        await Eventually.TrueAsync(() => first.Retries > 0, "a batch has failed");

        await using var second = await PipelineHost.WithIngestion(Database, Kafka).StartAsync();
        await Eventually.TrueAsync(() => Partitions(first) == 2 && Partitions(second) == 2, "two partitions have moved");
        await Database.ExecuteAsync("ALTER TABLE away RENAME TO live_transaction_data");
        await Kafka.WaitForGroupAsync();

        Assert.Equal(500, first.Ingestion.Ingested + second.Ingestion.Ingested);
        Assert.True(second.Ingestion.Ingested > 0);
        await book.AssertBalancedAsync(Database);
    }

    [Fact]
    public async Task Partitions_that_move_while_their_batch_is_in_the_database_are_stored_once()
    {
        await Database.AddAsync(TestCustomers.Take(100));
        var book = await ProfileBook.OpenAsync(Database);
        var sent = new Payments().Many(500, lastCustomer: 100);
        book.Add(sent);
        await Kafka.ProduceAsync(sent);
        await using var locker = await Database.OpenAsync();
        await using var locked = await locker.BeginTransactionAsync(Cancel);
        await locker.ExecuteAsync("LOCK TABLE live_transaction_data IN ACCESS EXCLUSIVE MODE");
        await using var first = await PipelineHost.WithIngestion(Database, Kafka).StartAsync();
        await Database.WaitForBlockedAsync();

        await using var second = await PipelineHost.WithIngestion(Database, Kafka).StartAsync();
        await locked.RollbackAsync(Cancel);
        await Eventually.TrueAsync(() => Partitions(first) == 2 && Partitions(second) == 2, "two partitions have moved");
        await Kafka.WaitForGroupAsync();

        Assert.Equal(500, first.Ingestion.Ingested + second.Ingestion.Ingested);
        await book.AssertBalancedAsync(Database);
    }

    private static int Partitions(PipelineHost host) =>
        host.Services.GetRequiredService<IConsumer<byte[], byte[]>>().Assignment.Count;
}
