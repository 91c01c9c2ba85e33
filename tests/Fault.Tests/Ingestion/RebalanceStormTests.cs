using System.Diagnostics;
using SegmentationUpdates.Fault.Tests.Faults;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Fault.Tests.Ingestion;

public sealed class RebalanceStormTests(PostgresFixture postgres) : PipelineTest(postgres)
{
    private const int Customers = 500, MostMembers = 4;

    [Fact]
    public async Task Members_that_join_and_leave_all_the_time_lose_and_double_nothing()
    {
        var report = new FaultReport("rebalance storm: members joining and leaving");
        var random = FaultPlan.Random();
        var payments = new Payments(FaultPlan.Seed);
        await Database.AddAsync(TestCustomers.Take(Customers));
        var book = await ProfileBook.OpenAsync(Database);
        Kafka.InMemory?.SetGroupSessionTimeout(TimeSpan.FromSeconds(3));
        var members = new List<PipelineHost> { await JoinAsync() };
        try
        {
            var duration = TimeSpan.FromSeconds(FaultPlan.Times(60));
            for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < duration; report.Inject())
            {
                var sent = payments.Many(500, Customers);
                book.Add(sent);
                await Kafka.ProduceAsync(sent);
                if (members.Count < MostMembers && (members.Count < 2 || random.Next(2) == 0))
                {
                    members.Add(await JoinAsync());
                }
                else
                {
                    var leaving = members[random.Next(members.Count)];
                    members.Remove(leaving);
                    await leaving.DisposeAsync();
                }

                await random.UntilRandomMomentAsync(700);
            }

            await Kafka.WaitForGroupAsync();
            var done = report.Recovered();
            foreach (var member in members)
            {
                await member.StopAsync();
                Assert.Equal(0, member.Ingestion.Lost);
            }

            await Database.AssertNothingLostOrDoubleAsync(book, Kafka);
            done(book.Accepted);
        }
        finally
        {
            foreach (var member in members)
            {
                await member.DisposeAsync();
            }
        }
    }

    private Task<PipelineHost> JoinAsync() =>
        PipelineHost.WithIngestion(Database, Kafka, ("Ingestion:BatchSize", "50")).StartAsync();
}
