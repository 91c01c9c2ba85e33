using System.Text.Json;
using Npgsql;
using SegmentationUpdates.Standalone.Tests.Views;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Standalone.Tests.Commands;

public sealed class SegmentsCommandTests(SegmentDatabase databases) : IClassFixture<SegmentDatabase>
{
    [Fact]
    public async Task Before_the_first_model_there_is_nothing_to_list_or_to_name()
    {
        await using var database = await databases.CreateAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["no model has been trained yet"], (await SegmentsAsync(database, "list")).Output);
        Assert.Equal(["[]"], (await SegmentsAsync(database, "list", "--json")).Output);
        Assert.Equal("there are no segments yet: no model has been trained", (await SegmentsAsync(database, "rename", "few", "Guests")).AssertFailure());
    }

    [Fact]
    public async Task A_segment_is_named_described_and_found_by_its_old_name()
    {
        await using var database = await WithModelAsync();

        Assert.Equal(
            ["'few' is called 'Guests' from now on, through all trainings; no customer moved"],
            (await SegmentsAsync(database, "rename", "few", "Guests", "--description", "seldom here", "--colour", "3")).Output);
        Assert.Equal(
            ["'Guests' keeps its name; what is said of it is saved"],
            (await SegmentsAsync(database, "rename", "few", "Guests", "--colour", "0")).Output);

        using var listed = JsonDocument.Parse(string.Join('\n', (await SegmentsAsync(database, "list", "--json")).Output));
        var guests = listed.RootElement[0];
        Assert.Equal(
            ("few", "Guests", true, "seldom here", JsonValueKind.Null, Environment.UserName),
            (guests.GetProperty("segment").GetString(), guests.GetProperty("name").GetString(), guests.GetProperty("by_operator").GetBoolean(),
                guests.GetProperty("description").GetString(), guests.GetProperty("colour").ValueKind, guests.GetProperty("changed_by").GetString()));
        Assert.Contains((await SegmentsAsync(database, "list")).Output, line => line.Contains("Guests", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_that_is_taken_and_a_segment_that_is_not_there_are_said()
    {
        await using var database = await WithModelAsync();

        Assert.Equal("another segment is called 'many'; names are unique", (await SegmentsAsync(database, "rename", "few", "many")).AssertFailure());
        Assert.Equal(
            "there is no segment 'mny'; there are few, many. Did you mean 'many'?", (await SegmentsAsync(database, "rename", "mny", "x")).AssertFailure());
    }

    [Theory]
    [InlineData("NEW must not be empty.", "rename", "few", " ")]
    [InlineData("NEW must be one line, without spaces around it.", "rename", "few", " x")]
    [InlineData("--colour '9' is none: give a number from 1 to 8, or 0 for the one that the page chooses.", "rename", "few", "x", "--colour", "9")]
    public async Task A_name_or_colour_that_cannot_be_is_refused(string problem, params string[] arguments)
    {
        var result = await CalledProgram.RunAsync(["segments", .. arguments]);

        Assert.Equal((2, problem), (result.ExitCode, result.Errors[0]));
    }

    private async Task<NpgsqlDataSource> WithModelAsync()
    {
        var database = await databases.CreateAsync(TestContext.Current.CancellationToken);
        await using var command = database.CreateCommand(
            """
            INSERT INTO clustering_models (reason, k, seed, customers, training_rows, training_seconds, inertia, parameters)
            VALUES ('initial', 2, 1, 40, 40, 0, 0, $1::JSONB)
            """);
        command.Parameters.Add(new() { Value = ModelRows.SplitByTransactions(few: 1, many: 100).ToJson() });
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await using var activate = database.CreateCommand("SELECT activate_model(1)");
        await activate.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return database;
    }

    private Task<ChildResult> SegmentsAsync(NpgsqlDataSource database, params string[] arguments) =>
        CalledProgram.RunAsync(["segments", .. arguments, "--postgres", databases.ConnectionString(database)]);
}
