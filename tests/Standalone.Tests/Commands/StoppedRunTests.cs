using Npgsql;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Standalone.Tests.Commands;

public sealed class StoppedRunTests : IAsyncDisposable
{
    private const string IngestingUnderAModel = @"ingested [1-9].* \| model 1 ";

    private readonly RunFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_stops_it_in_good_order(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        using var program = Start();
        await program.LineAsync(IngestingUnderAModel);

        await program.SignalAsync(signal);

        Assert.InRange(RunSummary.Balanced(await program.EndAsync()).Ingested, 1, long.MaxValue);
        await _folder.AssertNothingRunsAsync();
    }

    [Fact]
    public async Task A_second_signal_leaves_the_backlog_and_says_so()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        using var program = Start();
        await program.LineAsync(IngestingUnderAModel);
        await using (var database = await _folder.ConnectAsync())
        {
            // Every batch is to be tried again, for ever.
            await using var refuse = new NpgsqlCommand(
                """
                CREATE FUNCTION refuse() RETURNS TRIGGER LANGUAGE plpgsql AS $$
                BEGIN
                  RAISE EXCEPTION USING ERRCODE = 'lock_not_available', MESSAGE = 'not now';
                END;
                $$;
                CREATE TRIGGER refuse BEFORE INSERT ON live_transaction_data EXECUTE FUNCTION refuse();
                """,
                database);
            await refuse.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await program.LineAsync("backlog [1-9]");
        await program.SignalAsync("INT");
        await program.LineAsync(" draining: ");
        await program.SignalAsync("INT");

        var result = await program.EndAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("stopped before the backlog was ingested", result.Errors);
        await _folder.AssertNothingRunsAsync();
    }

    [Fact]
    public async Task A_kill_loses_and_doubles_nothing_that_was_stored()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        using (var killed = Start())
        {
            await killed.LineAsync(IngestingUnderAModel);
            await killed.SignalAsync("KILL");
            Assert.NotEqual(0, (await killed.EndAsync()).ExitCode);
        }

        var next = RunSummary.Balanced(await RunAsync("--duration", "2s"));
        await _folder.AssertNothingRunsAsync();

        Assert.InRange(next.ModelVersion, 1, long.MaxValue);
        await using var postgres = await _folder.OpenAsync();
        Assert.InRange(await postgres.QueryAsync<long>("SELECT count(*) FROM live_transaction_data"), next.Ingested + 1, long.MaxValue);
        Assert.Equal(0, await postgres.QueryAsync<long>(RunFolder.WrongProfiles));
    }

    [Fact]
    public async Task A_second_run_on_the_same_folder_is_refused_and_the_first_goes_on()
    {
        using var first = Start();
        await first.LineAsync("running");

        var message = (await RunAsync("--duration", "1s")).AssertFailure();

        Assert.Contains($"{_folder.Data} is in use by another run (pid {first.Id})", message);
        await first.SignalAsync("INT");
        RunSummary.Balanced(await first.EndAsync());
        await _folder.AssertNothingRunsAsync();
    }

    private ChildProgram Start(params string[] options) => ChildProgram.Start(["--rate", "500", "--data", _folder.Data, .. options]);

    private Task<ChildResult> RunAsync(params string[] options) =>
        CalledProgram.RunAsync(["run", "--rate", "500", "--data", _folder.Data, .. options]);
}
