using Microsoft.Extensions.Logging;
using Npgsql;
using SegmentationUpdates.Fault.Tests.Faults;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Fault.Tests.Reclustering;

public sealed class LeaderFaultTests(PostgresFixture postgres) : PipelineTest(postgres)
{
    private const int Customers = 1_000, ChunkSize = 100;

    [Fact]
    public async Task A_pass_whose_leader_is_killed_is_completed_by_the_next_leader()
    {
        var report = new FaultReport("re-clustering leader killed (SIGKILL) in its apply pass");
        await Database.AddAsync(TestCustomers.Take(Customers));
        await using var locker = await Database.OpenAsync();
        for (var faults = FaultPlan.Times(2); report.Injected < faults;)
        {
            await Database.ExecuteAsync("UPDATE customer_segments SET segment = NULL");
            await Database.ExecuteAsync("UPDATE clustering_models SET applied_at = NULL");

            // The pass takes the rows as they lie, and so they lie in the order of their ids again.
            await Database.ExecuteAsync("CLUSTER customer_segments USING customer_segments_pkey");
            await using var locked = await locker.BeginTransactionAsync(Cancel);
            await locker.ExecuteAsync("SELECT FROM customer_segments WHERE customer_id = 550 FOR UPDATE");
            await using var leader = ChildProcess.StartConsumer(Database, Kafka, ("Reclustering:ChunkSize", $"{ChunkSize}"));

            // Some chunks are done, the one with the row waits for it.
            await Database.WaitForBlockedAsync();
            await leader.KillAsync();
            report.Inject();
            Assert.InRange(
                await Database.ScalarAsync<long>("SELECT count(*) FROM customer_segments WHERE segment IS NOT NULL"), 1, Customers - ChunkSize);

            // The killed process's session still waits in the server, and would notice only when it gets its row.
            await locked.RollbackAsync(Cancel);
            await using var next = await PipelineHost.WithReclustering(
                Database, ("Reclustering:ChunkSize", $"{ChunkSize}")).StartAsync();
            await Database.WaitForModelsAsync();
            await next.StopAsync();
            await Database.AssertSegmentsAsync();
        }

        Assert.Equal(1, await Database.ModelsAsync());
        report.Recovered()(0);
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_a_pass_that_cannot_go_on_and_the_next_leader_completes_it()
    {
        await Database.AddAsync(TestCustomers.Take(Customers));
        await using var locker = await Database.OpenAsync();
        await using (var locked = await locker.BeginTransactionAsync(Cancel))
        {
            await locker.ExecuteAsync("SELECT FROM customer_segments WHERE customer_id = 550 FOR UPDATE");
            await using var leader = await PipelineHost.WithReclustering(Database).StartAsync();
            await Database.WaitForBlockedAsync();

            await leader.StopAsync(); // While the row is still locked.

            Assert.Equal(1, await Database.ScalarAsync<long>("SELECT count(*) FROM clustering_models WHERE is_active AND applied_at IS NULL"));
        }

        await using var next = await PipelineHost.WithReclustering(Database).StartAsync();
        await Database.WaitForModelsAsync();
        await next.StopAsync();
        await Database.AssertSegmentsAsync();
    }

    [Theory]
    [InlineData("income", "NaN")]
    [InlineData("balance", "Infinity")]
    [InlineData("debt", "-Infinity")]
    public async Task A_figure_that_no_model_can_score_does_not_get_into_a_profile(string column, string value)
    {
        await Database.AddAsync(TestCustomers.Take(10));
        var refused = await Assert.ThrowsAsync<PostgresException>(
            () => Database.ExecuteAsync($"UPDATE customer_segments SET {column} = '{value}' WHERE customer_id = 7"));
        Assert.Equal((PostgresErrorCodes.CheckViolation, "customer_segments_finite"), (refused.SqlState, refused.ConstraintName));
    }

    [Fact]
    public async Task A_training_that_fails_keeps_the_old_model_and_says_why()
    {
        await Database.AddAsync(TestCustomers.Take(Customers));
        await using var host = await PipelineHost.WithReclustering(Database).StartAsync();
        await Database.WaitForModelsAsync();
        var model = await Database.ScalarAsync<long>("SELECT model_version FROM clustering_models WHERE is_active");

        // All customers alike: nothing to tell segments by.
        await Database.ExecuteAsync("CREATE TABLE kept AS SELECT * FROM customer_segments");
        await Database.ExecuteAsync(
            """
            UPDATE customer_segments
            SET income = 1, balance = 1, debt = 1, customer_lifetime_value = 1, avg_transaction_amt = 1, num_transactions = 1,
              digital_engagement_score = 1, total_products_owned = 1, last_transaction_time = now()
            """);
        await Database.ExecuteAsync("INSERT INTO retraining_requests DEFAULT VALUES");
        await Eventually.TrueAsync(
            () => Database.ScalarAsync<bool>("SELECT bool_and(answered_at IS NOT NULL) FROM retraining_requests"), "the request is answered");

        var error = await Database.ScalarAsync<string>("SELECT error FROM retraining_requests");
        Assert.False(string.IsNullOrEmpty(error));
        Assert.Contains(host.Log.Records, record => record.Level == LogLevel.Error && record.Message.Contains(error, StringComparison.Ordinal));
        Assert.Equal(model, await Database.ScalarAsync<long>("SELECT model_version FROM clustering_models WHERE is_active"));
        Assert.Equal(1, await Database.ModelsAsync());

        await Database.ExecuteAsync(
            """
            UPDATE customer_segments c
            SET income = k.income, balance = k.balance, debt = k.debt, customer_lifetime_value = k.customer_lifetime_value,
              digital_engagement_score = k.digital_engagement_score
            FROM kept k
            WHERE k.customer_id = c.customer_id
            """);
        await Database.ExecuteAsync("INSERT INTO retraining_requests DEFAULT VALUES");
        await Database.WaitForModelsAsync(2);
        await host.StopAsync();
        await Database.AssertSegmentsAsync();
    }
}
