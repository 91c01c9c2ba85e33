using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Reclustering;

public sealed class LeadershipTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    private readonly Payments _payments = new();

    [Fact]
    public async Task A_pass_that_was_cut_off_is_finished_by_the_next_leader_under_the_same_model()
    {
        await Database.AddAsync(TestCustomers.Take(500));
        await using (await PipelineHost.WithReclustering(Database).StartAsync())
        {
            await Database.WaitForModelsAsync();
        }

        await Database.ExecuteAsync("UPDATE customer_segments SET segment = NULL WHERE customer_id > 200");
        await Database.ExecuteAsync("UPDATE clustering_models SET applied_at = NULL");
        await using var next = await PipelineHost.WithReclustering(Database, ("Reclustering:ChunkSize", "100")).StartAsync();
        await Database.WaitForModelsAsync();
        await next.StopAsync();

        Assert.Equal(1, await Database.ModelsAsync());
        await Database.AssertSegmentsAsync();
    }

    [Fact]
    public async Task A_pass_whose_session_dies_in_the_middle_goes_on_under_the_same_model()
    {
        await Database.AddAsync(TestCustomers.Take(500));
        await using var locker = await Database.OpenAsync();
        await using var locked = await locker.BeginTransactionAsync(Cancel);
        await locker.ExecuteAsync("SELECT FROM customer_segments WHERE customer_id = 350 FOR UPDATE");
        await using var host = await PipelineHost.WithReclustering(Database, ("Reclustering:ChunkSize", "100")).StartAsync();
        await Database.WaitForBlockedAsync();

        await Database.TerminateHostsAsync();
        Assert.Equal(300, await Database.ScalarAsync<long>("SELECT count(*) FROM customer_segments WHERE segment IS NOT NULL"));
        await locked.RollbackAsync(Cancel);
        await Database.WaitForModelsAsync();
        await host.StopAsync();

        Assert.Equal(1, await Database.ModelsAsync());
        await Database.AssertSegmentsAsync();
    }

    [Fact]
    public async Task A_stop_that_comes_while_a_model_becomes_active_still_lets_it_be_applied()
    {
        const long CommitLock = 42;
        await Database.AddAsync(TestCustomers.Take(200));
        await using var host = await PipelineHost.WithReclustering(Database).StartAsync();
        await Database.WaitForModelsAsync();
        await Database.ExecuteAsync($"""
            CREATE FUNCTION wait_at_commit() RETURNS TRIGGER LANGUAGE plpgsql AS $$
            BEGIN
              PERFORM pg_advisory_xact_lock({CommitLock});
              RETURN NULL;
            END;
            $$;
            CREATE CONSTRAINT TRIGGER wait_at_commit AFTER INSERT ON clustering_models DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION wait_at_commit();
            """);
        Task stop;
        await using (var locker = await Database.OpenAsync())
        {
            await using var locked = await locker.BeginTransactionAsync(Cancel);
            await locker.ExecuteAsync("SELECT pg_advisory_xact_lock($1)", CommitLock);
            await PayAsync(1);
            await Database.WaitForBlockedAsync();
            stop = host.StopAsync();
            await locked.RollbackAsync(Cancel);
        }

        await stop;

        Assert.Equal(2, await Database.ModelsAsync());
        Assert.True(await Database.ScalarAsync<bool>("SELECT applied_at IS NOT NULL FROM clustering_models WHERE is_active"));
        await Database.AssertSegmentsAsync();
    }

    [Fact]
    public async Task One_of_two_services_leads_and_the_other_takes_over_when_it_stops()
    {
        await Database.AddAsync(TestCustomers.Take(200));
        await using var first = await PipelineHost.WithReclustering(Database).StartAsync();
        await Database.WaitForModelsAsync();
        await using var second = await PipelineHost.WithReclustering(Database).StartAsync();
        await PayAsync(1);
        await Database.WaitForModelsAsync(2);
        Assert.DoesNotContain(second.Log.Records, record => record.Message.StartsWith("Model ", StringComparison.Ordinal));

        await first.StopAsync();
        await PayAsync(2);
        await Database.WaitForModelsAsync(3);
        await second.StopAsync();

        Assert.Contains(second.Log.Records, record => record.Message.StartsWith("Model 3 applied", StringComparison.Ordinal));
        await Database.AssertSegmentsAsync();
    }

    [Fact]
    public async Task A_leader_that_loses_its_connection_leads_again()
    {
        await Database.AddAsync(TestCustomers.Take(200));
        await using var host = await PipelineHost.WithReclustering(Database).StartAsync();
        await Database.WaitForModelsAsync();

        await Database.TerminateHostsAsync();
        await PayAsync(1);
        await Database.WaitForModelsAsync(2);

        await host.StopAsync();
        await Database.AssertSegmentsAsync();
    }

    private async Task PayAsync(int customer)
    {
        await using var connection = await Database.OpenAsync();
        await connection.InsertAsync(_payments.Next(customer));
    }
}
