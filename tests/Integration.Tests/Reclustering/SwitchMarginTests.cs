using SegmentationUpdates.Integration.Tests.Ingestion;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Reclustering;

/// <summary>With a margin a customer stays until another segment is nearer by more than that, whoever scores.</summary>
public sealed class SwitchMarginTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    private static readonly (string, string) Rarely = ("Reclustering:Interval", "1.00:00:00");
    private readonly Payments _payments = new();

    [Theory]
    [InlineData(0, "many")]
    [InlineData(0.5, "few")]
    public async Task A_batch_leaves_a_customer_near_the_border_where_the_customer_is(double margin, string segment)
    {
        await Database.AddAsync(TestCustomers.One(1, average: 1, transactions: 4), TestCustomers.One(2, average: 1, transactions: 4));
        var version = await Database.ActivateAsync(ModelRows.SplitByTransactions(few: 0, many: 10), margin);
        await using (var connection = await Database.OpenAsync())
        {
            await connection.AssignAsync([(1, "few"), (2, "few")], version);
        }

        // One comes to 6 transactions, a little nearer to the many; the other to 9.
        await using var writers = new BatchWriters(Database);
        BatchWriters.Write(
            writers.Create(copyThreshold: 1),
            [_payments.Next(1), _payments.Next(1), .. Enumerable.Range(0, 5).Select(_ => _payments.Next(2))]);

        Assert.Equal([segment, "many"], await SegmentsAsync());
        await Database.AssertSegmentsAsync();
    }

    [Fact]
    public async Task A_new_model_that_continues_the_segments_holds_customers_and_one_that_does_not_puts_everybody_where_it_is_nearest()
    {
        await Database.AddAsync(TestCustomers.One(1, average: 1, transactions: 4), TestCustomers.One(2, average: 1, transactions: 9));
        var first = await Database.ActivateAsync(ModelRows.SplitByTransactions(few: 0, many: 10), switchMargin: 0.5);
        await using var host = await PipelineHost.WithReclustering(Database, Rarely).StartAsync();
        await Database.WaitForModelsAsync();
        Assert.Equal(["few", "many"], await SegmentsAsync());

        await Database.ActivateAsync(ModelRows.SplitByTransactions(few: 0, many: 7), switchMargin: 0.5, lineage: first);
        await Database.WaitForModelsAsync(2);
        Assert.Equal(["few", "many"], await SegmentsAsync());

        await Database.ActivateAsync(ModelRows.SplitByTransactions(few: 0, many: 7), switchMargin: 0.5);
        await Database.WaitForModelsAsync(3);
        await host.StopAsync();

        Assert.Equal(["many", "many"], await SegmentsAsync());
    }

    [Fact]
    public async Task Going_back_within_a_lineage_holds_customers_and_into_another_does_not()
    {
        await Database.AddAsync(TestCustomers.One(1, average: 1, transactions: 6));
        await using var lifecycle = new Lifecycles(Database);
        var other = await Database.AddModelAsync(ModelRows.SplitByTransactions(few: 0, many: 7), switchMargin: 0.9);
        var first = await Database.ActivateAsync(ModelRows.SplitByTransactions(few: 6, many: 100), switchMargin: 0.9);
        var second = await Database.AddModelAsync(ModelRows.SplitByTransactions(few: 0, many: 7), switchMargin: 0.8, lineage: first);
        await using var host = await PipelineHost.WithReclustering(Database, Rarely).StartAsync();
        await Database.WaitForModelsAsync();

        await lifecycle.Models.ActivateAsync(second, cancellationToken: Cancel);
        await Database.WaitForModelsAsync();
        Assert.Equal(["many"], await SegmentsAsync()); // Six times nearer.
        await lifecycle.Models.ActivateAsync(first, cancellationToken: Cancel);
        await Database.WaitForModelsAsync();
        Assert.Equal(["few"], await SegmentsAsync());
        Assert.True((await lifecycle.Models.ActiveAsync(Cancel))!.KeepsSegments);

        await lifecycle.Models.ActivateAsync(other, cancellationToken: Cancel);
        await Database.WaitForModelsAsync();
        await host.StopAsync();

        Assert.Equal(["many"], await SegmentsAsync()); // Held, it would have stayed.
        Assert.False((await lifecycle.Models.ActiveAsync(Cancel))!.KeepsSegments);
    }

    private Task<List<string>> SegmentsAsync() =>
        Database.QueryAsync("SELECT segment FROM customer_segments ORDER BY customer_id", reader => reader.GetString(0));
}
