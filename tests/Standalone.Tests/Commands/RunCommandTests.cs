using System.Globalization;
using SegmentationUpdates.Standalone.Tests.LocalServices;

namespace SegmentationUpdates.Standalone.Tests.Commands;

public sealed class RunCommandTests : IAsyncDisposable
{
    private readonly RunFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task A_run_ends_by_itself_when_its_time_is_over()
    {
        var run = await RunAsync("--duration", "4s");

        Assert.InRange(RunSummary.Balanced(run).ModelVersion, 1, long.MaxValue); // The shortest run leaves one.
        AssertAboutOneLineASecond(run.Output);
        await _folder.AssertNothingRunsAsync();
    }

    [Fact]
    public async Task A_run_ends_with_a_balanced_summary_and_the_next_on_the_same_folder_goes_on()
    {
        var first = await StoppedAfterAsync("ingested [1-9]");
        Assert.InRange(first.Produced, 1, long.MaxValue);
        Assert.InRange(first.ModelVersion, 1, long.MaxValue);

        var second = await StoppedAfterAsync("ingested [1-9]");
        Assert.InRange(second.Produced, 1, long.MaxValue);
        Assert.InRange(second.ModelVersion, first.ModelVersion, long.MaxValue);

        await using var postgres = await _folder.OpenAsync();
        Assert.Equal(first.Ingested + second.Ingested, await postgres.QueryAsync<long>("SELECT count(*) FROM live_transaction_data"));
        Assert.Equal(first.SegmentChanges + second.SegmentChanges, await postgres.QueryAsync<long>("SELECT count(*) FROM segment_changes"));
        Assert.Equal(4000, await postgres.QueryAsync<long>("SELECT count(*) FROM customer_baselines"));
        Assert.Equal(
            second.ModelVersion,
            await postgres.QueryAsync<long>("SELECT COALESCE((SELECT model_version FROM clustering_models WHERE is_active), 0)"));
        Assert.Equal(0, await postgres.QueryAsync<long>(RunFolder.WrongProfiles));
    }

    [Fact]
    public async Task Only_a_fresh_run_forgets_the_customers_of_earlier_ones()
    {
        await MigrateAsync(customers: 5);
        await MigrateAsync(customers: 7);
        Assert.Equal(5, await CountCustomersAsync());

        await MigrateAsync(customers: 7, "--fresh");
        Assert.Equal(7, await CountCustomersAsync());
    }

    [Fact]
    public async Task Payments_of_customers_who_are_not_in_the_database_are_dead_letters_and_the_summary_balances()
    {
        await MigrateAsync(customers: 200);

        var summary = await StoppedAfterAsync("ingested [1-9].* dead-lettered [1-9]", "--profile", "uniform");

        Assert.InRange(summary.DeadLettered, 1, summary.Produced);
        Assert.InRange(summary.Ingested, 1, summary.Produced);
        Assert.Equal(200, await CountCustomersAsync());
    }

    // The last lines are the view's end and four lines of result; all before has the time of the run in front.
    private static void AssertAboutOneLineASecond(IEnumerable<string> output)
    {
        var times = output.Where(line => line.Contains("tx/s", StringComparison.Ordinal))
            .Select(line => TimeSpan.ParseExact(line[..8], @"hh\:mm\:ss", CultureInfo.InvariantCulture)).ToList();
        Assert.InRange(times.Count, 2, times[^1].TotalSeconds + 2);
        Assert.Equal(times.Order(), times);
    }

    private Task<ChildResult> RunAsync(params string[] options) =>
        ChildProgram.RunAsync(["run", "--rate", "500", "--data", _folder.Data, .. options]);

    // However long it takes until it says so.
    private async Task<RunSummary> StoppedAfterAsync(string line, params string[] options)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        using var program = ChildProgram.Start(["run", "--rate", "500", "--data", _folder.Data, .. options]);
        await program.LineAsync(line);
        await program.SignalAsync("INT");
        var summary = RunSummary.Balanced(await program.EndAsync());
        await _folder.AssertNothingRunsAsync();
        return summary;
    }

    private async Task MigrateAsync(int customers, params string[] options)
    {
        var file = CustomerFile.Write(_folder.Location, CustomerFile.Rows(customers));
        (await RunAsync(["--roles", "migrations", "--customers", file, .. options])).AssertSuccess();
        await _folder.AssertNothingRunsAsync();
    }

    private async Task<long> CountCustomersAsync()
    {
        await using var postgres = await _folder.OpenAsync();
        return await postgres.QueryAsync<long>("SELECT count(*) FROM customer_segments");
    }
}
