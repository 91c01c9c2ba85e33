using SegmentationUpdates.Fault.Tests.Faults;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Fault.Tests.Database;

public sealed class DisturbedSessionTests(PostgresFixture postgres) : PipelineTest(postgres)
{
    private const int Customers = 200;

    private readonly Payments _payments = new(FaultPlan.Seed);

    [Fact]
    public async Task Sessions_that_are_terminated_all_the_time_cost_nothing()
    {
        var report = new FaultReport("all database sessions terminated");
        var random = FaultPlan.Random();
        await Database.AddAsync(TestCustomers.Take(Customers));
        var book = await ProfileBook.OpenAsync(Database);
        await using var host = await PipelineHost.WithConsumer(Database, Kafka, ("Ingestion:BatchSize", "50")).StartAsync();

        for (var faults = FaultPlan.Times(60); report.Injected < faults; report.Inject())
        {
            await SendAsync(book, 300);
            await random.UntilRandomMomentAsync(60);
            await Database.TerminateHostsAsync();
        }

        await FinishAsync(book, host, report);
    }

    [Fact]
    public async Task Locks_that_are_not_to_be_had_in_time_cost_nothing()
    {
        var report = new FaultReport("lock timeouts");
        await Database.AddAsync(TestCustomers.Take(Customers));
        await Database.ExecuteAsync("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET lock_timeout = 30', current_database()); END $$");
        var book = await ProfileBook.OpenAsync(Database);
        await using var host = await PipelineHost.WithConsumer(Database, Kafka, ("Ingestion:BatchSize", "50")).StartAsync();

        for (var faults = FaultPlan.Times(15); report.Injected < faults; report.Inject())
        {
            await using var locker = await Database.OpenAsync();
            await using var locked = await locker.BeginTransactionAsync(Cancel);
            await locker.ExecuteAsync("SET LOCAL lock_timeout = 0");
            await locker.ExecuteAsync(report.Injected % 2 == 0
                ? "LOCK TABLE live_transaction_data IN ACCESS EXCLUSIVE MODE"
                : "SELECT FROM customer_segments FOR UPDATE");
            var before = Retries(host, "lock timeout");
            await SendAsync(book, 300);
            await Eventually.TrueAsync(() => Retries(host, "lock timeout") > before, "a batch is not stored for want of a lock");
            await locked.RollbackAsync(Cancel);
        }

        await FinishAsync(book, host, report);
    }

    [Fact]
    public async Task Deadlocks_with_others_cost_nothing()
    {
        var report = new FaultReport("deadlocks");
        await Database.AddAsync(TestCustomers.Take(Customers));

        // A session looks for a deadlock once, when it has waited for so long: the other must be in its way by then.
        await Database.ExecuteAsync("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET deadlock_timeout = 2000', current_database()); END $$");
        var book = await ProfileBook.OpenAsync(Database);
        await using var host = await PipelineHost.WithIngestion(Database, Kafka).StartAsync();

        for (var faults = FaultPlan.Times(5); report.Injected < faults; report.Inject())
        {
            await using var other = await Database.OpenAsync();
            await using var locked = await other.BeginTransactionAsync(Cancel);
            await other.ExecuteAsync("SET LOCAL deadlock_timeout = '40s'"); // The pipeline looks first, and is the one that is broken off.
            await other.ExecuteAsync("SELECT FROM customer_segments WHERE customer_id = $1 FOR UPDATE", Customers);
            var before = Retries(host, "deadlock");
            var everybody = Enumerable.Range(1, Customers).Select(id => _payments.Next(id)).ToArray();
            book.Add(everybody);
            await Kafka.ProduceAsync(everybody);
            await Database.WaitForBlockedAsync();
            await other.ExecuteAsync(
                "SELECT FROM customer_segments WHERE customer_id < $1 ORDER BY customer_id DESC FOR UPDATE", Customers);
            await Eventually.TrueAsync(() => Retries(host, "deadlock") > before, "a batch is broken off by a deadlock");
            await locked.RollbackAsync(Cancel);
            await Kafka.WaitForGroupAsync();
        }

        var done = report.Recovered();
        await host.StopAsync();
        await Database.AssertNothingLostOrDoubleAsync(book, Kafka);
        done(book.Accepted);
    }

    [Fact]
    public async Task A_database_that_takes_no_writes_for_a_while_as_in_a_failover_costs_nothing()
    {
        var report = new FaultReport("database read-only");
        await Database.AddAsync(TestCustomers.Take(Customers));
        var book = await ProfileBook.OpenAsync(Database);
        await using var host = await PipelineHost.WithConsumer(Database, Kafka).StartAsync();
        await Database.WaitForModelsAsync();

        for (var faults = FaultPlan.Times(2); report.Injected < faults; report.Inject())
        {
            var before = Retries(host, "read-only");
            await SetReadOnlyAsync("on");
            await SendAsync(book, 300);
            await Eventually.TrueAsync(() => Retries(host, "read-only") > before, "a batch is refused");
            await SetReadOnlyAsync("off");
            await Kafka.WaitForGroupAsync();
        }

        await FinishAsync(book, host, report);
    }

    private async Task SetReadOnlyAsync(string value)
    {
        await using (var connection = await Database.OpenAsync())
        {
            await connection.ExecuteAsync("SET default_transaction_read_only = off");
            await connection.ExecuteAsync(
                $"DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = {value}', current_database()); END $$");
        }

        await Database.TerminateHostsAsync();
    }

    private Task SendAsync(ProfileBook book, int count) => book.SendAsync(Kafka, _payments.Many(count, Customers));

    private async Task FinishAsync(ProfileBook book, PipelineHost host, FaultReport report)
    {
        await Kafka.WaitForGroupAsync();
        var done = report.Recovered();
        await Database.WaitForModelsAsync();
        await host.StopAsync();
        await Database.AssertNothingLostOrDoubleOrUnscoredAsync(book, Kafka);
        done(book.Accepted);
    }

    private static int Retries(PipelineHost host, string cause) => host.Log.Records.Count(record =>
        record.Message.Contains("could not be ingested", StringComparison.Ordinal)
        && record.Message.Contains(cause, StringComparison.Ordinal));
}
