using System.Text.Json;

namespace SegmentationUpdates.Standalone.Tests.Commands;

/// <summary>Beside a run that is on, as an operator uses it.</summary>
public sealed class ModelsCommandTests : IAsyncDisposable
{
    private readonly RunFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task Models_of_a_run_are_listed_replaced_pinned_and_let_go()
    {
        using var run = ChildProgram.Start(
            new Dictionary<string, string?> { ["Segmentation__Reclustering__Interval"] = "1.00:00:00" },
            "--rate", "100", "--data", _folder.Data);
        await run.LineAsync("model 1");

        var retrained = await ModelsAsync("retrain");
        retrained.AssertSuccess();
        Assert.Equal(["model 2 is active and applied"], retrained.Output);

        var activated = await ModelsAsync("activate", "1", "--note", "the new one is worse");
        activated.AssertSuccess();
        Assert.Equal("model 1 is active in place of 2, and pinned", activated.Output[0]);
        Assert.Contains("`models unpin`", activated.Output[1]);
        Assert.Contains("model version 1 is pinned, and no request replaces it: unpin it first", (await ModelsAsync("retrain")).AssertFailure());

        var named = await ModelsAsync("name", "1", "before the campaign");
        named.AssertSuccess();
        Assert.Equal(["model 1 is named \"before the campaign\", and kept until the name is taken away"], named.Output);

        var list = await ModelsAsync("list");
        list.AssertSuccess();
        Assert.Matches(
            "^ *1 .*active, pinned .*initial .*3 .*4,000 .*before the campaign",
            list.Output.Single(line => line.Contains("initial", StringComparison.Ordinal)));
        Assert.Matches("^ *2 .*request", list.Output.Single(line => line.Contains("request", StringComparison.Ordinal)));

        var show = await ModelsAsync("show", "1");
        show.AssertSuccess();
        Assert.Contains(show.Output, line => line.Contains("the new one is worse", StringComparison.Ordinal));
        Assert.Contains(show.Output, line => line.Contains("before the campaign", StringComparison.Ordinal));
        Assert.Contains(show.Output, line => line.Contains("num_transactions", StringComparison.Ordinal));
        Assert.Contains(show.Output, line => line.Contains("High-value", StringComparison.Ordinal));

        Assert.Equal(["model 1 has no name"], (await ModelsAsync("name", "1", "--clear")).Output);
        Assert.Equal(
            ["model 1 is not pinned any more: schedule and drift may replace it"], (await ModelsAsync("unpin")).Output);
        Assert.Equal(["no model was pinned"], (await ModelsAsync("unpin")).Output);

        await run.SignalAsync("INT");
        Assert.Equal(0, (await run.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task Every_command_answers_a_program_in_JSON()
    {
        using var run = ChildProgram.Start(
            new Dictionary<string, string?> { ["Segmentation__Reclustering__Interval"] = "1.00:00:00" },
            "--rate", "100", "--data", _folder.Data);
        await run.LineAsync("model 1");

        var retrained = await JsonAsync("retrain");
        var activated = await JsonAsync("activate", "1", "--note", "\"why\"\n");
        var named = await JsonAsync("name", "1", "\"quoted\"");
        var list = await JsonAsync("list");
        var show = await JsonAsync("show", "1");
        var unpinned = await JsonAsync("unpin");

        Assert.Equal(2, retrained.GetProperty("model_version").GetInt64());
        Assert.Equal((1, 2), (activated.GetProperty("model_version").GetInt64(), activated.GetProperty("previous_version").GetInt64()));
        Assert.Equal("\"quoted\"", named.GetProperty("name").GetString());
        Assert.Equal([(2, false), (1, true)], list.EnumerateArray()
            .Select(model => (model.GetProperty("model_version").GetInt32(), model.GetProperty("is_active").GetBoolean())));
        Assert.Equal(3, show.GetProperty("parameters").GetProperty("labels").GetArrayLength());
        Assert.Equal("\"why\"\n", show.GetProperty("activations")[0].GetProperty("note").GetString());
        Assert.Equal(1, unpinned.GetProperty("model_version").GetInt64());

        await run.SignalAsync("INT");
        Assert.Equal(0, (await run.EndAsync()).ExitCode);
    }

    private async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        var result = await ModelsAsync([.. arguments, "--json"]);
        result.AssertSuccess();
        return JsonDocument.Parse(string.Join('\n', result.Output)).RootElement;
    }

    private Task<ChildResult> ModelsAsync(params string[] arguments) =>
        CalledProgram.RunAsync(["models", .. arguments, "--data", _folder.Data]);
}
