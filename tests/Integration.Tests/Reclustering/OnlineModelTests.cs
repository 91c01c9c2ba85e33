using SegmentationUpdates.Clustering.Scoring;
using SegmentationUpdates.Storage;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Reclustering;

/// <summary>Centroids that follow the data between trainings.</summary>
public sealed class OnlineModelTests(PostgresFixture postgres) : PipelineTest(postgres)
{
    private static readonly (string, string) Rarely = ("Reclustering:Interval", "1.00:00:00");

    private static readonly (string, string)[] Online =
    [
        ("Reclustering:DriftSignificance", "0"),
        ("Reclustering:Online:Enabled", "true"), ("Reclustering:Online:StepInterval", "00:00:00.1"),
        ("Reclustering:Online:PersistInterval", "00:00:01"), ("Reclustering:Online:HalfLife", "200"),
    ];

    private readonly Payments _payments = new();

    [Fact]
    public async Task Versions_come_between_trainings_whose_centroids_follow_and_everybody_is_where_they_say()
    {
        await Database.AddAsync(TestCustomers.Take(500));
        await using var lifecycle = new Lifecycles(Database);
        await using var host = await PipelineHost.WithConsumer(Database, Kafka, [Rarely, .. Online]).StartAsync();
        await Database.WaitForModelsAsync();
        var trained = await Database.ActiveModelAsync();

        // Everybody pays more and more.
        while (await Database.ModelsAsync() < 3)
        {
            await Kafka.ProduceAsync([.. Enumerable.Range(1, 500).Select(customer => _payments.Next(customer, amount: 20_000))]);
            await Kafka.WaitForGroupAsync();
        }

        await host.StopAsync();

        await Database.AssertSegmentsAsync();
        var models = await lifecycle.Models.ListAsync(Cancel);
        Assert.All(
            models.Take(models.Count - 1),
            model => Assert.Equal((ModelReason.Online, true, 1L), (model.Reason, model.Lineage.Matched, model.Lineage.Origin)));
        var now = await Database.ActiveModelAsync();
        Assert.Equal(trained.Labels, now.Labels);
        Assert.True(MeanPayment(now) > MeanPayment(trained), $"{MeanPayment(now)} after {MeanPayment(trained)}");
    }

    [Fact]
    public async Task Versions_in_between_do_not_put_off_the_training_on_schedule()
    {
        await Database.AddAsync(TestCustomers.Take(200));
        await using var lifecycle = new Lifecycles(Database);
        await using var host = await PipelineHost.WithReclustering(
            Database, [.. Online, ("Reclustering:Interval", "00:00:03")]).StartAsync();
        await Database.WaitForModelsAsync();

        // Ids are the senders': no later one is higher than this.
        await using (var connection = await Database.OpenAsync())
        {
            await connection.InsertAsync(_payments.Next(2) with { TransactionId = long.MaxValue });
        }

        await Eventually.TrueAsync(
            async () =>
            {
                await using var connection = await Database.OpenAsync();
                await connection.InsertAsync(_payments.Next(1));
                var reasons = (await lifecycle.Models.ListAsync(Cancel)).Select(model => model.Reason).ToList();
                return reasons.Contains(ModelReason.Online) && reasons.Contains(ModelReason.Schedule);
            },
            "both kinds of versions come");
        await host.StopAsync();
    }

    [Fact]
    public async Task A_pinned_model_is_not_moved_and_none_is_without_transactions()
    {
        await Database.AddAsync(TestCustomers.Take(200));
        await using var lifecycle = new Lifecycles(Database);
        await using var host = await PipelineHost.WithReclustering(
            Database, [Rarely, .. Online, ("Reclustering:AgeingInterval", "00:00:01")]).StartAsync();
        await Database.WaitForModelsAsync();
        await ThreeRoundsAsync();
        await lifecycle.Models.ActivateAsync(1, cancellationToken: Cancel);
        await using (var connection = await Database.OpenAsync())
        {
            await connection.InsertAsync(_payments.Next(1));
        }

        await ThreeRoundsAsync();
        await host.StopAsync();

        Assert.Equal(1, await Database.ModelsAsync());
    }

    // Each after the interval in which a version would come.
    private async Task ThreeRoundsAsync()
    {
        for (var round = 0; round < 3; round++)
        {
            var applied = await AppliedAsync();
            await Eventually.TrueAsync(async () => await AppliedAsync() > applied, "customers are scored again");
        }
    }

    private static double MeanPayment(SegmentationModel model)
    {
        var feature = model.FeatureNames.ToList().IndexOf("avg_transaction_amt");
        return Enumerable.Range(0, model.K).Average(segment => model.Centroid(segment)[feature]);
    }

    private Task<DateTime> AppliedAsync() => Database.ScalarAsync<DateTime>("SELECT applied_at FROM clustering_models WHERE is_active");
}
