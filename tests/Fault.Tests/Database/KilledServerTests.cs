using System.Diagnostics;
using SegmentationUpdates.Fault.Tests.Faults;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Fault.Tests.Database;

public sealed class KilledServerTests : IAsyncLifetime
{
    private const int Customers = 1_000, Portion = 3_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segmentation-faults-");
    private PrivateServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await PrivateServer.StartAsync(_folder.FullName);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_server_killed_in_the_middle_of_the_stream_costs_nothing()
    {
        var report = new FaultReport("PostgreSQL killed (SIGKILL of the server or of a session's process)");
        var random = FaultPlan.Random();
        var payments = new Payments(FaultPlan.Seed);
        var faults = FaultPlan.Times(10);
        using var kafka = await TestKafka.StartAsync(partitions: 4);
        await _server.Database.AddAsync(TestCustomers.Take(Customers));
        var book = await ProfileBook.OpenAsync(_server.Database);
        await using var host = await PipelineHost.WithConsumer(_server.Hosts, kafka, ("Ingestion:BatchSize", "100")).StartAsync();

        while (report.Injected < faults)
        {
            var sent = payments.Many(Portion, Customers);
            book.Add(sent);
            var before = host.Ingestion.Batches;
            await kafka.ProduceAsync(sent);
            await Eventually.TrueAsync(() => host.Ingestion.Batches > before, "the ingestion goes on");
            await random.UntilRandomMomentAsync(100);

            if (report.Injected % 2 == 0)
            {
                Kill(_server.Server.ProcessId!.Value);
                await _server.Server.RestartAsync(TestContext.Current.CancellationToken);
            }
            else
            {
                // The server takes a process that was killed for a crash of itself and begins anew, without the other sessions.
                Kill(await _server.Database.ScalarAsync<int>(
                    "SELECT pid FROM pg_stat_activity WHERE application_name = 'pipeline' ORDER BY xact_start NULLS LAST LIMIT 1"));
                await Eventually.TrueAsync(AnswersAsync, "the server is back");
            }

            report.Inject();
        }

        await kafka.WaitForGroupAsync();
        var done = report.Recovered();
        await _server.Database.WaitForModelsAsync();
        await host.StopAsync();
        await _server.Database.AssertNothingLostOrDoubleOrUnscoredAsync(book, kafka);
        done(book.Accepted);
    }

    private static void Kill(int pid)
    {
        using var process = Process.GetProcessById(pid);
        process.Kill();
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            return await _server.Database.ScalarAsync<int>("SELECT 1") == 1;
        }
        catch (Npgsql.NpgsqlException)
        {
            return false;
        }
    }
}
