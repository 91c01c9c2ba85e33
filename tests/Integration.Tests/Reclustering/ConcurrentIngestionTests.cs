using SegmentationUpdates.Integration.Tests.Fixtures;

namespace SegmentationUpdates.Integration.Tests.Reclustering;

public sealed class ConcurrentIngestionTests(PostgresFixture postgres) : PipelineTest(postgres)
{
    [Fact]
    public async Task After_ingestion_beside_several_new_models_every_customer_is_where_the_last_model_says()
    {
        await Database.AddAsync(TestCustomers.Take(1_000));
        var book = await ProfileBook.OpenAsync(Database);
        var payments = new Payments();
        (string, string)[] settings = [("Reclustering:ChunkSize", "50"), ("Ingestion:BatchSize", "200"), ("Ingestion:CopyThreshold", "100")];

        // Two of each: consumers share the customers with each other and with the pass over all of them.
        await using var first = await PipelineHost.WithConsumer(Database, Kafka, settings).StartAsync();
        await using var second = await PipelineHost.WithConsumer(Database, Kafka, settings).StartAsync();
        while (await Database.ModelsAsync() < 4)
        {
            // High amounts: customers move.
            var sent = payments.Many(500, lastCustomer: 1_000).Select(t => t with { Amount = t.Amount * 20 }).ToArray();
            book.Add([.. sent, .. sent[..20]]);
            await Kafka.ProduceAsync([.. sent, .. sent[..20]]);
            await Eventually.TrueAsync(
                () => first.Ingestion.Processed + second.Ingestion.Processed > book.Accepted - 2_000, "the consumers keep up");
        }

        await Kafka.WaitForGroupAsync();
        await first.StopAsync();
        await second.StopAsync();

        await book.AssertBalancedAsync(Database);
        await Database.AssertSegmentsAsync();
        Assert.NotEqual(0, first.Ingestion.SegmentChanges + second.Ingestion.SegmentChanges);
    }
}
