using SegmentationUpdates.TestKit;

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

    [Theory]
    [InlineData("0")]
    [InlineData("0.3")]
    public async Task After_trainings_and_activations_back_and_forth_beside_the_ingestion_every_customer_is_where_the_active_model_says(string margin)
    {
        await Database.AddAsync(TestCustomers.Take(1_000));
        var book = await ProfileBook.OpenAsync(Database);
        var payments = new Payments();
        await using var lifecycle = new Lifecycles(Database);
        (string, string)[] settings =
        [
            ("Reclustering:ChunkSize", "50"), ("Reclustering:AgeingInterval", "00:00:01"), ("Ingestion:BatchSize", "200"),
            ("Ingestion:CopyThreshold", "100"), ("Clustering:SwitchMargin", margin),
        ];
        await using var first = await PipelineHost.WithConsumer(Database, Kafka, settings).StartAsync();
        await using var second = await PipelineHost.WithConsumer(Database, Kafka, settings).StartAsync();
        await Database.WaitForModelsAsync();

        // Back and forth between all there are; now and then a training replaces what was pinned.
        for (var round = 0; round < 12; round++)
        {
            var sent = payments.Many(500, lastCustomer: 1_000).Select(t => t with { Amount = t.Amount * 20 }).ToArray();
            book.Add(sent);
            await Kafka.ProduceAsync(sent);
            var models = await lifecycle.Models.ListAsync(Cancel);
            await lifecycle.Models.ActivateAsync(models[round % models.Count].ModelVersion, cancellationToken: Cancel);
            if (round % 3 == 0)
            {
                await lifecycle.Models.UnpinAsync(cancellationToken: Cancel);
                var request = await lifecycle.Models.RequestRetrainingAsync(Cancel);
                await Eventually.TrueAsync(
                    async () => await lifecycle.Models.RequestAsync(request, Cancel) is { AnsweredAt: not null }, "the request is answered");
            }
        }

        await Kafka.WaitForGroupAsync();
        await Database.WaitForModelsAsync(4);
        await first.StopAsync();
        await second.StopAsync();

        await book.AssertBalancedAsync(Database);
        await Database.AssertSegmentsAsync();
        Assert.Equal(0, await Database.ScalarAsync<long>("SELECT count(*) FROM verify_profiles()"));
    }
}
