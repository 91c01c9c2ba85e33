using SegmentationUpdates.Fault.Tests.Faults;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Fault.Tests.Ingestion;

public sealed class KilledConsumerTests(PostgresFixture postgres) : PipelineTest(postgres)
{
    private const int Customers = 4_000, Processes = 3, Transactions = 100_000;

    private static readonly (string, string)[] Settings =
    [
        ("Ingestion:BatchSize", "500"),
        ("Reclustering:Interval", "00:00:05"),
        ("Clustering:Restarts", "2"),
    ];

    [Fact]
    public async Task Consumer_processes_killed_at_random_moments_lose_and_double_nothing()
    {
        var report = new FaultReport("consumer process killed (SIGKILL)");
        var random = FaultPlan.Random();
        var payments = new Payments(FaultPlan.Seed);
        var kills = FaultPlan.Times(22);
        Kafka.InMemory?.SetGroupSessionTimeout(TimeSpan.FromSeconds(2));
        await Database.AddAsync(TestCustomers.Take(Customers));
        var book = await ProfileBook.OpenAsync(Database);
        var processes = Enumerable.Range(0, Processes).Select(_ => Start()).ToList();
        try
        {
            for (var produced = 0; report.Injected < kills;)
            {
                var portion = payments.Many(((report.Injected + 1) * Transactions / kills) - produced, Customers);
                produced += portion.Length;
                book.Add(portion);
                var stored = await Database.CountAsync("live_transaction_data");
                await Kafka.ProduceAsync(portion);
                await Eventually.TrueAsync(
                    async () => await Database.CountAsync("live_transaction_data") > stored, "the consumers go on");
                await random.UntilRandomMomentAsync(400);

                var victim = random.Next(Processes);
                await processes[victim].KillAsync();
                report.Inject();
                await processes[victim].DisposeAsync();
                processes[victim] = Start();
                Assert.All(processes, process => process.AssertRunning());
            }

            await Kafka.WaitForGroupAsync();
            var done = report.Recovered();
            await Database.WaitForModelsAsync();
            foreach (var process in processes)
            {
                Assert.Equal(0, await process.StopAsync());
            }

            await Database.AssertNothingLostOrDoubleOrUnscoredAsync(book, Kafka);
            done(Transactions);
        }
        finally
        {
            foreach (var process in processes)
            {
                await process.DisposeAsync();
            }
        }
    }

    private ChildProcess Start() => ChildProcess.StartConsumer(Database, Kafka, Settings);
}
