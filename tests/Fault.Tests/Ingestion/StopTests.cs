using SegmentationUpdates.Fault.Tests.Faults;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Fault.Tests.Ingestion;

public sealed class StopTests(PostgresFixture postgres) : PipelineTest(postgres)
{
    private const int Customers = 1_000;

    [Fact]
    public async Task A_consumer_that_cannot_go_on_says_why_and_ends_with_a_failure_and_without_a_commit()
    {
        await Database.AddAsync(TestCustomers.Take(Customers));
        await Database.ExecuteAsync(
            """
            CREATE FUNCTION refuse() RETURNS TRIGGER LANGUAGE plpgsql AS $$
            BEGIN
              RAISE EXCEPTION USING ERRCODE = 'datatype_mismatch';
            END;
            $$;
            CREATE TRIGGER refuse BEFORE INSERT ON live_transaction_data EXECUTE FUNCTION refuse();
            """);
        var sent = new Payments(FaultPlan.Seed).Many(100, Customers);
        await Kafka.ProduceAsync(sent);

        await using var consumer = ChildProcess.StartConsumer(Database, Kafka);
        Assert.Equal(1, await consumer.EndAsync());

        Assert.True(consumer.Output.Contains("PostgreSQL failed: 42804", StringComparison.Ordinal), consumer.Output);
        Assert.Equal(sent.Length, Kafka.Lag());
        Assert.Equal(0, await Database.CountAsync("live_transaction_data"));
    }

    [Fact]
    public async Task A_consumer_under_load_stops_in_good_order_and_leaves_the_backlog()
    {
        var report = new FaultReport("consumer stopped (SIGTERM) under load");
        var payments = new Payments(FaultPlan.Seed);
        await Database.AddAsync(TestCustomers.Take(Customers));
        var book = await ProfileBook.OpenAsync(Database);

        // Each batch takes a second: the backlog is minutes of work, on any machine.
        await Database.ExecuteAsync(
            """
            CREATE FUNCTION delay() RETURNS TRIGGER LANGUAGE plpgsql AS $$
            BEGIN
              PERFORM pg_sleep(1);
              RETURN NULL;
            END;
            $$;
            CREATE TRIGGER delay BEFORE INSERT ON live_transaction_data EXECUTE FUNCTION delay();
            """);
        for (var faults = FaultPlan.Times(3); report.Injected < faults; report.Inject())
        {
            await using var consumer = ChildProcess.StartConsumer(Database, Kafka, ("Ingestion:BatchSize", "200"));
            var stored = await Database.CountAsync("live_transaction_data");
            var sent = payments.Many(20_000, Customers);
            book.Add(sent);
            await Kafka.ProduceAsync(sent);
            await Eventually.TrueAsync(
                async () => await Database.CountAsync("live_transaction_data") > stored, "the consumer is at work");

            Assert.Equal(0, await consumer.StopAsync());

            // The batch that was under way is in the database and committed, or neither; the backlog has been left to the next.
            var left = book.Accepted - await Database.CountAsync("live_transaction_data");
            Assert.InRange(left, 1, book.Accepted);
            await Eventually.TrueAsync(() => Task.Run(() => Kafka.Lag() == left), "what is stored is committed, and nothing else");
        }

        // The next consumer reads nothing again.
        await Database.ExecuteAsync("DROP TRIGGER delay ON live_transaction_data");
        await using var last = await PipelineHost.WithIngestion(Database, Kafka).StartAsync();
        await Kafka.WaitForGroupAsync();
        var done = report.Recovered();
        await last.StopAsync();
        Assert.Equal(0, last.Ingestion.Duplicates);
        await Database.AssertNothingLostOrDoubleAsync(book, Kafka);
        done(book.Accepted);
    }
}
