using SegmentationUpdates.Integration.Tests.Ingestion;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Reclustering;

/// <summary>The moments at which a batch and a new model could miss each other, one by one.</summary>
public sealed class ModelChangeTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    private readonly Payments _payments = new();

    [Theory]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    public async Task A_model_becomes_active_only_after_the_batches_that_score_under_the_one_before(int copyThreshold)
    {
        await Database.AddAsync(TestCustomers.Take(5));
        await Database.ActivateAsync(ModelRows.SplitByTransactions(few: 0, many: 10));
        await using var writers = new BatchWriters(Database);
        await using var locker = await Database.OpenAsync();
        await using var locked = await locker.BeginTransactionAsync(Cancel);
        await locker.ExecuteAsync("SELECT FROM customer_segments WHERE customer_id = 3 FOR UPDATE");

        var batch = _payments.Many(20, lastCustomer: 5).Append(_payments.Next(3));
        var writing = Task.Run(() => BatchWriters.Write(writers.Create(copyThreshold), batch), Cancel);
        await Database.WaitForBlockedAsync();
        var activating = Database.ActivateAsync(ModelRows.SplitByTransactions(few: 0, many: 1_000_000));
        await Database.WaitForBlockedAsync(2);
        await locked.RollbackAsync(Cancel);

        Assert.Equal(21, (await writing.EndsAsync()).Inserted);
        var version = await activating.EndsAsync();
        Assert.Equal(0, await Database.ScalarAsync<long>("SELECT count(*) FROM segment_changes WHERE model_version = $1", version));
    }

    [Fact]
    public async Task A_pass_over_all_customers_does_not_undo_what_a_batch_does_meanwhile()
    {
        await Database.AddAsync(Enumerable.Range(1, 5).Select(id => TestCustomers.One(id)));
        var version = await Database.ActivateAsync(ModelRows.SplitByTransactions(few: 0, many: 10));
        await using var batch = await Database.OpenAsync();
        await using var transaction = await batch.BeginTransactionAsync(Cancel);
        await batch.InsertAsync([.. Enumerable.Range(0, 10).Select(_ => _payments.Next(3))]);

        // The pass reads everybody as one of the few, then waits for customer 3.
        await using var host = await PipelineHost.WithReclustering(Database, ("Reclustering:Interval", "1.00:00:00")).StartAsync();
        await Database.WaitForBlockedAsync();
        await batch.AssignAsync([(3, "many")], version, reason: "transactions");
        await transaction.CommitAsync(Cancel);
        await Database.WaitForModelsAsync();
        await host.StopAsync();

        await Database.AssertSegmentsAsync();
        Assert.Equal(5, await Database.CountAsync("segment_changes"));
    }

    [Fact]
    public async Task A_pass_ends_when_another_model_becomes_active_and_everybody_goes_where_that_one_says()
    {
        await Database.AddAsync(Enumerable.Range(1, 100).Select(id => TestCustomers.One(id, average: 1, transactions: id)));
        var first = await Database.ActivateAsync(ModelRows.SplitByTransactions(few: 0, many: 100));
        await using var locker = await Database.OpenAsync();
        await using var locked = await locker.BeginTransactionAsync(Cancel);
        await locker.ExecuteAsync("SELECT FROM customer_segments WHERE customer_id = 30 FOR UPDATE");
        await using var host = await PipelineHost.WithReclustering(
            Database, ("Reclustering:Interval", "1.00:00:00"), ("Reclustering:ChunkSize", "20")).StartAsync();
        await Database.WaitForBlockedAsync();

        var activating = Database.ActivateAsync(ModelRows.SplitByTransactions(few: 0, many: 20));
        await Database.WaitForBlockedAsync(2);
        await locked.RollbackAsync(Cancel);
        await activating.EndsAsync();
        await Database.WaitForModelsAsync(2);
        await host.StopAsync();

        await Database.AssertSegmentsAsync();
        Assert.Equal(40, await Database.ScalarAsync<long>("SELECT count(*) FROM segment_changes WHERE model_version = $1", first));
        Assert.True(await Database.ScalarAsync<bool>("SELECT applied_at IS NULL FROM clustering_models WHERE model_version = $1", first));
    }

    [Theory]
    [InlineData("SELECT activate_model(2); SELECT activate_model(1)")]
    [InlineData("SELECT reset_data()")]
    public async Task A_pass_during_which_everybody_has_to_be_scored_again_does_not_count(string disturbance)
    {
        await Database.AddAsync(Enumerable.Range(1, 100).Select(id => TestCustomers.One(id, average: 1, transactions: id)));
        await Database.ActivateAsync(ModelRows.SplitByTransactions(few: 0, many: 100));
        await Database.AddModelAsync(ModelRows.SplitByTransactions(few: 0, many: 20));
        await using var locker = await Database.OpenAsync();
        await using var locked = await locker.BeginTransactionAsync(Cancel);
        await locker.ExecuteAsync("SELECT FROM customer_segments WHERE customer_id = 90 FOR UPDATE");
        await using var host = await PipelineHost.WithReclustering(
            Database, ("Reclustering:Interval", "1.00:00:00"), ("Reclustering:ChunkSize", "20")).StartAsync();
        await Database.WaitForBlockedAsync();

        // The pass has everybody behind it, and is at its last chunk. It waits for one customer, the disturbance for the pass.
        var disturbing = Database.ExecuteAsync($"{disturbance}; UPDATE customer_segments SET segment = 'lost' WHERE customer_id = 1");
        await Database.WaitForBlockedAsync(2);
        await locked.RollbackAsync(Cancel);
        await disturbing.EndsAsync();
        await Eventually.TrueAsync(
            () => Database.ScalarAsync<bool>("SELECT applied_at IS NOT NULL FROM clustering_models WHERE is_active"), "the model is applied");
        await host.StopAsync();

        await Database.AssertSegmentsAsync();
    }
}
