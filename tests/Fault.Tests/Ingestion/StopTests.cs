using System.Diagnostics;
using SegmentationUpdates.Fault.Tests.Faults;
using SegmentationUpdates.Integration.Tests.Fixtures;

namespace SegmentationUpdates.Fault.Tests.Ingestion;

[Collection(nameof(Alone))]
public sealed class StopTests(PostgresFixture postgres) : PipelineTest(postgres)
{
    private const int Customers = 1_000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_consumer_that_cannot_go_on_says_why_and_ends_with_a_failure_and_without_a_commit()
    {
        await Database.AddAsync(TestCustomers.Take(Customers));
        await Database.ExecuteAsync("ALTER TABLE live_transaction_data ALTER transaction_time TYPE TEXT");
        var sent = new Payments(FaultPlan.Seed).Many(100, Customers);
        await Kafka.ProduceAsync(sent);

        await using var consumer = ChildProcess.StartConsumer(Database, Kafka);
        Assert.Equal(1, await consumer.EndAsync());

        Assert.True(consumer.Output.Contains("PostgreSQL failed: 42804", StringComparison.Ordinal), consumer.Output);
        Assert.Equal(sent.Length, Kafka.Lag());
        Assert.Equal(0, await Database.CountAsync("live_transaction_data"));
    }

    [Fact]
    public async Task A_consumer_under_load_stops_in_good_order_within_five_seconds()
    {
        var report = new FaultReport("consumer stopped (SIGTERM) under load");
        var payments = new Payments(FaultPlan.Seed);
        await Database.AddAsync(TestCustomers.Take(Customers));
        var book = await ProfileBook.OpenAsync(Database);
        for (var faults = FaultPlan.Times(3); report.Injected < faults; report.Inject())
        {
            var began = Stopwatch.GetTimestamp();
            await using var consumer = ChildProcess.StartConsumer(Database, Kafka, ("Ingestion:BatchSize", "200"));
            var stored = await Database.CountAsync("live_transaction_data");
            var sent = payments.Many(20_000, Customers);
            book.Add(sent);
            await Kafka.ProduceAsync(sent);
            await Eventually.TrueAsync(
                async () => await Database.CountAsync("live_transaction_data") > stored, "the consumer is at work");

            // On a machine where the start takes longer than the limit, which is one or two seconds of work, the stop may take as long.
            var asked = Stopwatch.GetTimestamp();
            var limit = TimeSpan.FromTicks(Math.Max(Limit.Ticks, Stopwatch.GetElapsedTime(began, asked).Ticks));
            Assert.Equal(0, await consumer.StopAsync());
            Assert.InRange(Stopwatch.GetElapsedTime(asked), TimeSpan.Zero, limit);
        }

        // There was a backlog each time, and what was stored was committed: the next consumer reads nothing again.
        await using var last = await PipelineHost.WithIngestion(Database, Kafka).StartAsync();
        await Kafka.WaitForGroupAsync();
        var done = report.Recovered();
        await last.StopAsync();
        Assert.True(last.Ingestion.Ingested > 0, "The consumer had finished before it was stopped.");
        Assert.Equal(0, last.Ingestion.Duplicates);
        await Database.AssertNothingLostOrDoubleAsync(book, Kafka);
        done(book.Accepted);
    }
}
