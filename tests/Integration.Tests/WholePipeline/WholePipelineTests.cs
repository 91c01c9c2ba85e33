using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.WholePipeline;

public sealed class WholePipelineTests(PostgresFixture postgres) : PipelineTest(postgres)
{
    [Fact]
    public async Task What_the_simulation_produces_is_in_every_profile_and_every_customer_in_the_right_segment()
    {
        await Database.AddAsync(TestCustomers.Take(4_000));
        var book = await ProfileBook.OpenAsync(Database);
        await using var consumer = await PipelineHost.WithConsumer(Database, Kafka).StartAsync();
        await using var simulation = await PipelineHost.WithSimulation(
            Kafka, ("Simulation:Rate", "2000"), ("Simulation:CustomersFile", TestCustomers.File), ("Simulation:DriftPerMinute", "1")).StartAsync();

        await Eventually.TrueAsync(() => simulation.Simulation.Delivered >= 5_000, "the simulation produces");
        await Database.WaitForModelsAsync(3);
        await simulation.StopAsync();
        await Kafka.WaitForGroupAsync();
        await consumer.StopAsync();

        book.Add(Kafka.Read(Kafka.Topics.Transactions, Kafka.Topics.Partitions).Select(message =>
        {
            Assert.Null(TransactionCodec.TryDecode(message.Message.Value, DateTime.UtcNow, out var transaction));
            Assert.Equal(TransactionCodec.EncodeKey(transaction.CustomerId), message.Message.Key);
            return transaction;
        }));
        Assert.Equal(
            (simulation.Simulation.Delivered, 0, 0, 0L),
            (book.Accepted, book.Duplicates, book.Unknown, simulation.Simulation.Failed));
        Assert.Equal(
            (simulation.Simulation.Delivered, 0, 0, 0),
            (consumer.Ingestion.Ingested, consumer.Ingestion.Duplicates, consumer.Ingestion.DeadLettered, consumer.Ingestion.Lost));
        await book.AssertBalancedAsync(Database);
        await Database.AssertSegmentsAsync();

        // Each customer's segment is also where the recorded changes lead.
        Assert.Equal(
            0,
            await Database.ScalarAsync<long>(
                """
                SELECT count(*)
                FROM customer_segments c
                LEFT JOIN (
                  SELECT DISTINCT ON (customer_id) customer_id, to_segment FROM segment_changes ORDER BY customer_id, change_id DESC
                ) s USING (customer_id)
                WHERE c.segment IS DISTINCT FROM s.to_segment
                """));
        Assert.NotEqual(0, await Database.ScalarAsync<long>("SELECT count(*) FROM segment_changes WHERE reason = 'transactions'"));
    }
}
