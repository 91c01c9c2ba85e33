using SegmentationUpdates.Fault.Tests.Faults;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Fault.Tests.Database;

public sealed class FullDiskTests
{
    private const int Customers = 200;

    [Fact]
    public async Task A_disk_that_is_full_for_a_while_costs_nothing()
    {
        await using var disk = await SmallDisk.MountAsync(megabytes: 256);
        Assert.SkipWhen(disk is null, "needs the right to mount a tmpfs");
        var report = new FaultReport("PostgreSQL's disk full");
        var payments = new Payments(FaultPlan.Seed);
        await using var server = await PrivateServer.StartAsync(disk.Folder);
        using var kafka = await TestKafka.StartAsync(partitions: 4);
        await server.Database.AddAsync(TestCustomers.Take(Customers));
        var book = await ProfileBook.OpenAsync(server.Database);
        await using var host = await PipelineHost.WithConsumer(server.Hosts, kafka).StartAsync();
        await server.Database.WaitForModelsAsync();

        for (var faults = FaultPlan.Times(2); report.Injected < faults; report.Inject())
        {
            disk.Fill();
            var before = Retries(host);
            for (var sent = 0; Retries(host) == before; sent++)
            {
                // Until the space inside the files is used up as well.
                Assert.True(sent < 100, "The disk was never full.");
                await SendAsync(payments, book, kafka, 2_000);
                await Eventually.TrueAsync(
                    () => host.Ingestion.Ingested == book.Accepted || Retries(host) > before, "the batch is stored, or cannot be");
            }

            await Eventually.TrueAsync(() => Retries(host) > before + 2, "the batch is tried several times");
            disk.Free();

            // Where not even the log had room the server has given up, and is started again, as its operator would do.
            if (!await AnswersAsync(server))
            {
                await server.Server.RestartAsync(TestContext.Current.CancellationToken);
            }

            await kafka.WaitForGroupAsync();
        }

        var done = report.Recovered();
        await server.Database.WaitForModelsAsync();
        await host.StopAsync();
        await server.Database.AssertNothingLostOrDoubleOrUnscoredAsync(book, kafka);
        done(book.Accepted);
    }

    private static async Task SendAsync(Payments payments, ProfileBook book, TestKafka kafka, int count)
    {
        var sent = payments.Many(count, Customers);
        book.Add(sent);
        await kafka.ProduceAsync(sent);
    }

    private static int Retries(PipelineHost host) =>
        host.Log.Records.Count(record => record.Message.Contains("could not be ingested", StringComparison.Ordinal));

    private static async Task<bool> AnswersAsync(PrivateServer server)
    {
        try
        {
            return await server.Database.ScalarAsync<int>("SELECT 1") == 1;
        }
        catch (Npgsql.NpgsqlException)
        {
            return false;
        }
    }
}
