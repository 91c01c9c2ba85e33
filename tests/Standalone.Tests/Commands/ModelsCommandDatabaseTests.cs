using Npgsql;
using SegmentationUpdates.Standalone.Tests.Views;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Standalone.Tests.Commands;

/// <summary>Against a database where nobody trains.</summary>
public sealed class ModelsCommandDatabaseTests(SegmentDatabase databases) : IClassFixture<SegmentDatabase>
{
    [Fact]
    public async Task Before_the_first_model_there_is_nothing_to_list_or_to_activate()
    {
        await using var database = await databases.CreateAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["no model has been trained yet"], (await ModelsAsync(database, "list")).Output);
        Assert.Equal(["[]"], (await ModelsAsync(database, "list", "--json")).Output);
        Assert.Equal("there is no model version 7; none has been trained yet", (await ModelsAsync(database, "activate", "7")).AssertFailure());
        Assert.Contains("there is no model version 7", (await ModelsAsync(database, "show", "7")).AssertFailure());
    }

    [Fact]
    public async Task A_request_that_nobody_answers_stays_and_says_so()
    {
        await using var database = await databases.CreateAsync(TestContext.Current.CancellationToken);

        var message = (await ModelsAsync(database, "retrain", "--timeout", "1s")).AssertFailure();

        Assert.Equal("no process that trains has answered request 1 within 1 s: start a trainer; the request stays until one does", message);
        await using var command = database.CreateCommand("SELECT count(*) FROM retraining_requests WHERE answered_at IS NULL");
        Assert.Equal(1L, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_model_that_waits_is_shown_approved_and_cannot_be_decided_on_twice()
    {
        await using var database = await databases.CreateAsync(TestContext.Current.CancellationToken);
        await using var command = database.CreateCommand(
            """
            INSERT INTO clustering_models (reason, k, seed, customers, training_rows, training_seconds, inertia, parameters, previous_version, moved_share, moves)
            VALUES
              ('initial', 2, 1, 40, 40, 0, 0, $1::JSONB, NULL, NULL, NULL),
              ('drift', 2, 1, 40, 40, 0, 0, $1::JSONB, 1, 0.75, '[{"from": "few", "to": "many", "customers": 30}]');
            """);
        command.Parameters.Add(new() { Value = ModelRows.SplitByTransactions(few: 1, many: 100).ToJson() });
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await using var waits = database.CreateCommand("SELECT activate_model(1), challenge_active_model(2, 1, 'it would move 75 % of the customers')");
        await waits.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        Assert.Contains((await ModelsAsync(database, "list")).Output, line => line.Contains("waits", StringComparison.Ordinal));
        var shown = (await ModelsAsync(database, "show", "2")).Output;
        Assert.Contains(shown, line => line.Contains("75 % of the customers, against model 1; 30 from few to many", StringComparison.Ordinal));
        Assert.Contains(shown, line => line.Contains("waits for `models approve` or `models reject`", StringComparison.Ordinal));

        Assert.Equal("model 2 is approved, and active in place of 1", (await ModelsAsync(database, "approve", "2", "--note", "fine")).Output[0]);
        Assert.Contains("model version 2 does not wait for a decision", (await ModelsAsync(database, "reject", "2")).AssertFailure());
        Assert.Contains((await ModelsAsync(database, "show", "2")).Output, line => line.Contains("fine", StringComparison.Ordinal));
    }

    // The data source's own connection string leaves the password out.
    private Task<ChildResult> ModelsAsync(NpgsqlDataSource database, params string[] arguments) => CalledProgram.RunAsync(
        ["models", .. arguments, "--postgres", databases.ConnectionString(database)]);
}
