using HdrHistogram;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.WholePipeline;

public sealed class SimulatedTimeTests(PostgresFixture postgres) : PipelineTest(postgres)
{
    [Fact]
    public async Task Customers_whose_days_pass_in_seconds_are_ingested_and_scored_by_their_time_while_delays_are_real()
    {
        using var folder = new TemporaryFolder();
        await Database.ExecuteAsync("SELECT simulate_customer_time(36000)");
        await Database.AddAsync(TestCustomers.Take(500));
        var start = await Database.ScalarAsync<DateTime>("SELECT customer_now()");
        await using var consumer = await PipelineHost.WithConsumer(Database, Kafka).StartAsync();
        await using var simulation = await PipelineHost.WithSimulation(
            Kafka, ("Simulation:Rate", "500"), ("Simulation:Speed", "36000"), ("Simulation:CustomersFile", folder.Write("customers.csv", string.Join('\n', File.ReadLines(TestCustomers.File).Take(501))))).StartAsync();

        await Eventually.TrueAsync(
            async () => await Database.ScalarAsync<bool>("SELECT customer_now() > now() + INTERVAL '1 day'"), "days pass");
        await Eventually.TrueAsync(
            async () => await Database.ScalarAsync<bool>(
                "SELECT count(*) > 0 FROM customer_segments c JOIN customer_baselines b USING (customer_id) "
                + "WHERE c.last_transaction_time = b.last_transaction_time AND days_from_last_transaction > days_between(b.last_transaction_time, $1)",
                start),
            "who does not pay grows older by days");
        await simulation.StopAsync();
        await Kafka.WaitForGroupAsync();
        await consumer.StopAsync();

        var latest = await Database.ScalarAsync<DateTime>("SELECT max(transaction_time) FROM live_transaction_data");
        Assert.Equal(latest, await Database.ScalarAsync<DateTime>("SELECT customer_now()"));
        Assert.True(latest > start.AddDays(1));
        Assert.Equal(
            (simulation.Simulation.Delivered, 0, 0),
            (consumer.Ingestion.Ingested, consumer.Ingestion.Duplicates, consumer.Ingestion.DeadLettered));
        Assert.Equal(0, await Database.CountAsync("verify_profiles()"));
        await Database.AssertSegmentsAsync();

        Assert.True(consumer.Ingestion.Delays().GetMaxValue() < 5 * 60 * 1_000_000L, "a delay is of simulated time");
    }
}
