using Microsoft.Extensions.Logging;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Reclustering;

public sealed class ReclusteringTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    private readonly Payments _payments = new();

    [Fact]
    public async Task The_first_model_puts_every_customer_into_a_segment()
    {
        // Ids with gaps, some below zero, in chunks that do not divide them.
        await Database.AddAsync(TestCustomers.Take(1_000).Select(c => c with { CustomerId = (c.CustomerId * 7) - 2_000 }));
        await using (await PipelineHost.WithReclustering(Database, ("Reclustering:ChunkSize", "333")).StartAsync())
        {
            await Database.WaitForModelsAsync();
        }

        await Database.AssertSegmentsAsync();
        Assert.Equal(
            1_000,
            await Database.ScalarAsync<long>(
                "SELECT count(*) FROM segment_changes WHERE from_segment IS NULL AND reason = 'initial' AND model_version = 1"));
        Assert.Equal(
            ("initial", 3, 1_000, true),
            (await Database.QueryAsync(
                "SELECT reason, k, customers, is_active FROM clustering_models",
                reader => (reader.GetString(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetBoolean(3)))).Single());
    }

    [Fact]
    public async Task A_new_model_rewrites_only_customers_whose_segment_changes()
    {
        await Database.AddAsync(TestCustomers.Take(500));
        await using var host = await PipelineHost.WithReclustering(Database).StartAsync();
        await Database.WaitForModelsAsync();
        var before = await RowsAsync();

        await PayAsync(1);
        await Database.WaitForModelsAsync(2);
        await host.StopAsync();

        // Recency may have aged meanwhile, at midnight or at a customer's hour.
        var after = await RowsAsync();
        Assert.All(
            before.Zip(after).Where(pair => pair.First.Values == pair.Second.Values),
            pair => Assert.Equal(pair.First, pair.Second));
        Assert.True(before.Intersect(after).Count() > 400);
        await Database.AssertSegmentsAsync();
    }

    [Fact]
    public async Task Without_new_transactions_customers_are_scored_again_but_no_model_is_trained()
    {
        await Database.AddAsync(TestCustomers.Take(200));
        await using var host = await PipelineHost.WithReclustering(Database, ("Reclustering:AgeingInterval", "00:00:01")).StartAsync();
        await Database.WaitForModelsAsync();
        await Database.ExecuteAsync("UPDATE customer_segments SET last_transaction_time = last_transaction_time - INTERVAL '300 days'");

        // Several rounds, each after the training's interval.
        for (var round = 0; round < 3; round++)
        {
            var applied = await AppliedAsync();
            await Eventually.TrueAsync(async () => await AppliedAsync() > applied, "customers are scored again");
        }

        await host.StopAsync();
        Assert.Equal(1, await Database.ModelsAsync());
        Assert.True(await Database.ScalarAsync<int>("SELECT min(days_from_last_transaction) FROM customer_segments") >= 300);
        await Database.AssertSegmentsAsync();
    }

    [Fact]
    public async Task With_too_few_customers_there_is_an_error_and_no_model_until_there_are_enough()
    {
        await Database.AddAsync(TestCustomers.Take(2));
        await using var host = await PipelineHost.WithReclustering(Database).StartAsync();

        await Eventually.TrueAsync(
            () => host.Log.Records.Count(r => r.Level == LogLevel.Error && r.Message.StartsWith("No new model", StringComparison.Ordinal)) >= 2,
            "the service says so, and tries again");
        Assert.Equal(0, await Database.ModelsAsync());
        await Database.AddAsync(TestCustomers.Take(100)[2..]);
        await Database.WaitForModelsAsync();

        await host.StopAsync();
        await Database.AssertSegmentsAsync();
    }

    private async Task PayAsync(int customer)
    {
        await using var connection = await Database.OpenAsync();
        await connection.InsertAsync(_payments.Next(customer));
    }

    private Task<DateTime> AppliedAsync() => Database.ScalarAsync<DateTime>("SELECT applied_at FROM clustering_models");

    private Task<List<((int, string, int, int) Values, uint Version)>> RowsAsync() => Database.QueryAsync(
        "SELECT customer_id, segment, days_from_last_transaction, num_transactions, xmin FROM customer_segments ORDER BY customer_id",
        reader => ((reader.GetInt32(0), reader.GetString(1), reader.GetInt32(2), reader.GetInt32(3)), reader.GetFieldValue<uint>(4)));
}
