using SegmentationUpdates.Dashboard.Erasures;
using SegmentationUpdates.Dashboard.Tests.Hosting;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Tests.Erasures;

/// <summary>The list of erasures outside the database.</summary>
public sealed class ErasureLogTests(PostgresFixture postgres) : DashboardTest(postgres)
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder["erasures.jsonl"];

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Each_erasure_is_a_line_with_who_when_and_by_whom()
    {
        await Database.AddAsync(TestCustomers.Take(3));
        var host = await StartAsync(("ErasureLog", File));

        using var erased = await host.Operator.DeleteAsync(new Uri("/api/v1/customers/2", UriKind.Relative), Cancel);

        var line = Assert.Single(await ErasureLogFile.LoadAsync(File, Cancel));
        Assert.Equal((2, "operator"), (line.CustomerId, line.DoneBy));
        Assert.Equal(await Database.ScalarAsync<DateTime>("SELECT erased_at FROM erased_customers"), line.ErasedAt);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        }
    }

    [Fact]
    public async Task What_is_missing_is_caught_up_with_once_behind_a_line_that_a_crash_left_half_written()
    {
        await Database.AddAsync(TestCustomers.Take(5));
        await Database.ExecuteAsync("SELECT erase_customer(1), erase_customer(2)");
        await StartAsync(("ErasureLog", File));

        // There before it has its lines.
        await Eventually.TrueAsync(
            async () => System.IO.File.Exists(File) && (await ErasureLogFile.LoadAsync(File, Cancel)).Count > 0, "the list is written at the start");
        Assert.Equal([1, 2], (await ErasureLogFile.LoadAsync(File, Cancel)).Select(erasure => erasure.CustomerId));

        await System.IO.File.AppendAllTextAsync(File, """{"customer_id":3,"era""", Cancel);
        await Database.ExecuteAsync("SELECT erase_customer(3)");
        var host = await StartAsync(("ErasureLog", File));
        using var erased = await host.Operator.DeleteAsync(new Uri("/api/v1/customers/4", UriKind.Relative), Cancel);

        Assert.Equal([1, 2, 3, 4], (await ErasureLogFile.LoadAsync(File, Cancel)).Select(erasure => erasure.CustomerId));
    }

    [Fact]
    public async Task A_list_that_cannot_be_written_stops_no_erasure_and_is_said()
    {
        await Database.AddAsync(TestCustomers.Take(3));
        var host = await StartAsync(("ErasureLog", File));
        Directory.CreateDirectory(File);

        using var erased = await host.Operator.DeleteAsync(new Uri("/api/v1/customers/2", UriKind.Relative), Cancel);

        Assert.Equal(System.Net.HttpStatusCode.NoContent, erased.StatusCode);
        Assert.Contains(host.Log.Records, record => record.Message.Contains("cannot be written", StringComparison.Ordinal));
    }
}
