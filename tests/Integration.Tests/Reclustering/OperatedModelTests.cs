using SegmentationUpdates.Storage;
using SegmentationUpdates.Storage.Models;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Reclustering;

/// <summary>What an operator does to the models while a leader trains and applies them.</summary>
public sealed class OperatedModelTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    private static readonly (string, string) Rarely = ("Reclustering:Interval", "1.00:00:00");
    private readonly Payments _payments = new();

    [Fact]
    public async Task Going_back_to_a_version_puts_everybody_where_it_says()
    {
        await Database.AddAsync(Enumerable.Range(1, 100).Select(id => TestCustomers.One(id, average: 1, transactions: id)));
        var old = await Database.ActivateAsync(ModelRows.SplitByTransactions(few: 0, many: 100));
        await using var lifecycle = new Lifecycles(Database);
        await using var host = await PipelineHost.WithReclustering(Database, Rarely).StartAsync();
        await Database.WaitForModelsAsync();
        await Database.ActivateAsync(ModelRows.SplitByTransactions(few: 0, many: 20));
        await Database.WaitForModelsAsync(2);
        Assert.Equal(90, await ManyAsync());

        await lifecycle.Models.ActivateAsync(old, cancellationToken: Cancel);
        await Database.WaitForModelsAsync(2);

        Assert.Equal(50, await ManyAsync());
        await host.StopAsync();
        await Database.AssertSegmentsAsync();
    }

    [Fact]
    public async Task A_pinned_model_is_not_replaced_on_schedule_until_it_is_let_go()
    {
        await Database.AddAsync(TestCustomers.Take(200));
        await using var lifecycle = new Lifecycles(Database);
        await using var host = await PipelineHost.WithReclustering(Database, ("Reclustering:AgeingInterval", "00:00:01")).StartAsync();
        await Database.WaitForModelsAsync();
        await lifecycle.Models.ActivateAsync(1, cancellationToken: Cancel);
        await PayAsync(1);

        // Three rounds, each after the training's interval.
        for (var round = 0; round < 3; round++)
        {
            var applied = await AppliedAsync();
            await Eventually.TrueAsync(async () => await AppliedAsync() > applied, "customers are scored again");
        }

        Assert.Equal(1, await Database.ModelsAsync());
        await lifecycle.Models.UnpinAsync(cancellationToken: Cancel);
        await Database.WaitForModelsAsync(2);
        Assert.Equal(ModelReason.Schedule, (await lifecycle.Models.ActiveAsync(Cancel))?.Reason);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_request_does_not_replace_a_pinned_model_and_says_so_until_it_is_let_go()
    {
        await Database.AddAsync(TestCustomers.Take(200));
        await using var lifecycle = new Lifecycles(Database);
        await using var host = await PipelineHost.WithReclustering(Database, Rarely).StartAsync();
        await Database.WaitForModelsAsync();
        await lifecycle.Models.ActivateAsync(1, cancellationToken: Cancel);

        var refused = await Assert.ThrowsAsync<ModelLifecycleException>(() => lifecycle.Models.RequestRetrainingAsync(Cancel));
        Assert.Equal("model version 1 is pinned, and no request replaces it: unpin it first", refused.Message);

        // Whoever writes the table, or asks while the pin is being set, gets no further.
        await Database.ExecuteAsync("INSERT INTO retraining_requests DEFAULT VALUES");
        Assert.Equal((null, refused.Message), Outcome(await lifecycle.AnswerAsync(1)));
        Assert.Equal(1, await Database.ModelsAsync());

        await lifecycle.Models.UnpinAsync(cancellationToken: Cancel);
        var answer = await lifecycle.AnswerAsync(await lifecycle.Models.RequestRetrainingAsync(Cancel));
        await host.StopAsync();
        Assert.Equal((2L, null), Outcome(answer));
        var active = await lifecycle.Models.ActiveAsync(Cancel);
        Assert.True(active is { ModelVersion: 2, Reason: ModelReason.Request, PinnedAt: null, AppliedAt: not null, Lineage.PreviousVersion: 1 });
    }

    [Fact]
    public async Task A_request_from_before_an_activation_by_hand_is_answered_without_a_training()
    {
        await Database.AddAsync(TestCustomers.Take(200));
        await using var lifecycle = new Lifecycles(Database);
        await using (await PipelineHost.WithReclustering(Database, Rarely).StartAsync())
        {
            await Database.WaitForModelsAsync();
        }

        var request = await lifecycle.Models.RequestRetrainingAsync(Cancel);
        await lifecycle.Models.ActivateAsync(1, cancellationToken: Cancel);
        await using var host = await PipelineHost.WithReclustering(Database, Rarely).StartAsync();
        var answer = await lifecycle.AnswerAsync(request);
        await host.StopAsync();

        Assert.Equal((null, "model 1 was activated by hand after this request"), (answer.ModelVersion, answer.Error));
        Assert.Equal(1, await Database.ModelsAsync());
    }

    [Fact]
    public async Task A_training_during_which_a_model_is_activated_by_hand_is_given_up()
    {
        await Database.AddAsync(TestCustomers.Take(500));
        await using var lifecycle = new Lifecycles(Database);

        // Thousands of starts take minutes: it ends before them only because it is given up.
        await using var host = await PipelineHost.WithReclustering(Database, Rarely, ("Clustering:Restarts", "3")).StartAsync();
        await Database.WaitForModelsAsync();
        await host.StopAsync();
        await using var slow = await PipelineHost.WithReclustering(
            Database, Rarely, ("Clustering:Restarts", "1000"), ("Clustering:K", "60")).StartAsync();
        var request = await lifecycle.Models.RequestRetrainingAsync(Cancel);
        await Eventually.TrueAsync(
            () => slow.Log.Records.Any(record => record.Message.StartsWith("Training (request)", StringComparison.Ordinal)), "the training begins");

        await lifecycle.Models.ActivateAsync(1, cancellationToken: Cancel);
        var answer = await lifecycle.AnswerAsync(request);
        await slow.StopAsync();

        Assert.Equal((null, "another model was activated while the training ran"), (answer.ModelVersion, answer.Error));
        Assert.Equal(1, await Database.ModelsAsync());
        Assert.Contains(slow.Log.Records, record => record.Message.StartsWith("A training (request) was given up", StringComparison.Ordinal));
        await Database.AssertSegmentsAsync();
    }

    [Fact]
    public async Task Old_models_but_the_first_are_forgotten_after_a_training()
    {
        await Database.AddAsync(TestCustomers.Take(200));
        await using var lifecycle = new Lifecycles(Database);
        await using var host = await PipelineHost.WithReclustering(
            Database,
            Rarely,
            ("Reclustering:KeepModels", "2"),
            ("Reclustering:KeepHourly", "00:00:00"),
            ("Reclustering:KeepDaily", "00:00:00")).StartAsync();
        await Database.WaitForModelsAsync();
        for (var round = 0; round < 3; round++)
        {
            await lifecycle.AnswerAsync(await lifecycle.Models.RequestRetrainingAsync(Cancel));
        }

        await host.StopAsync();
        Assert.Equal([4L, 3, 1], (await lifecycle.Models.ListAsync(Cancel)).Select(model => model.ModelVersion));
        Assert.Equal(200, await Database.ScalarAsync<long>("SELECT count(*) FROM segment_changes WHERE model_version = 1"));
    }

    private static (long? ModelVersion, string? Error) Outcome(RetrainingRequest answer) => (answer.ModelVersion, answer.Error);

    private Task<long> ManyAsync() => Database.ScalarAsync<long>("SELECT count(*) FROM customer_segments WHERE segment = 'many'");

    private Task<DateTime> AppliedAsync() => Database.ScalarAsync<DateTime>("SELECT applied_at FROM clustering_models WHERE is_active");

    private async Task PayAsync(int customer)
    {
        await using var connection = await Database.OpenAsync();
        await connection.InsertAsync(_payments.Next(customer));
    }
}
