using Npgsql;
using SegmentationUpdates.Standalone.Tests.Views;

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

    // The data source's own connection string leaves the password out.
    private Task<ChildResult> ModelsAsync(NpgsqlDataSource database, params string[] arguments) => CalledProgram.RunAsync(
        ["models", .. arguments, "--postgres", databases.ConnectionString(database)]);
}
