using System.Globalization;
using Npgsql;
using SegmentationUpdates.TestKit;

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
        Assert.Equal(
            first.SegmentChanges + second.SegmentChanges,
            await postgres.QueryAsync<long>("SELECT count(*) FROM segment_changes WHERE from_segment IS NOT NULL"));
        Assert.Equal(4000, await postgres.QueryAsync<long>("SELECT count(*) FROM segment_changes WHERE from_segment IS NULL"));
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
    public async Task Only_who_is_in_the_database_is_simulated_whatever_file_is_named()
    {
        await MigrateAsync(customers: 5);
        var file = CustomerFile.Write(_folder.Location, CustomerFile.Rows(200));
        using var program = ChildProgram.Start("--data", _folder.Data, "--customers", file, "--profile", "uniform");
        await program.LineAsync("ingested [1-9]");
        await program.SignalAsync("INT");

        var result = await program.EndAsync();

        Assert.Equal(0, RunSummary.Balanced(result).DeadLettered);
        Assert.Contains($"the database has 5 customers: {file} was not loaded (--fresh begins again with it)", result.Output);
    }

    [Fact]
    public async Task A_run_whose_own_transactions_were_dead_lettered_says_why_and_has_failed()
    {
        await MigrateAsync(customers: 200);
        using var program = ChildProgram.Start("--data", _folder.Data, "--profile", "uniform");
        await program.LineAsync("ingested [1-9]");
        await using (var owner = await _folder.ConnectAsync())
        await using (var command = new NpgsqlCommand("DELETE FROM customer_segments WHERE customer_id <= 100", owner))
        {
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await program.LineAsync("dead-lettered [1-9]");
        await program.SignalAsync("INT");

        var result = await program.EndAsync();
        Assert.Equal(1, result.ExitCode);
        Assert.Matches(@"^[\d,]+ of the [\d,]+ transactions that this run produced were dead-lettered \(unknown-customer: [\d,]+\)$", result.Errors[^1]);
    }

    [Fact]
    public async Task What_went_with_an_erased_customer_is_in_the_summary_and_no_failure()
    {
        using var program = ChildProgram.Start("--data", _folder.Data);
        await program.LineAsync("ingested [1-9]");
        await using (var owner = await _folder.ConnectAsync())
        await using (var command = new NpgsqlCommand("SELECT erase_customer(customer_id) FROM live_transaction_data LIMIT 1", owner))
        {
            Assert.Equal(true, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        }

        await program.SignalAsync("INT");

        var result = await program.EndAsync();
        result.AssertSuccess();
        Assert.Matches(" erased=[1-9]", result.Output[^1]);
        Assert.Contains(result.Output, line => line.EndsWith("transactions are gone with customers who were erased during the run", StringComparison.Ordinal));
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
        CalledProgram.RunAsync(["run", "--rate", "500", "--data", _folder.Data, .. options]);

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
