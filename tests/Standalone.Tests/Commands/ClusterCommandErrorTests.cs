using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Standalone.Tests.Commands;

/// <summary>Each mistake: one clear message, exit code 1 or 2, no output file, and the older one as it was.</summary>
public sealed class ClusterCommandErrorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Output => Path.Combine(_folder.Location, "out.csv");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_missing_file_is_named()
    {
        var missing = Path.Combine(_folder.Location, "none.csv");

        Assert.Contains($"{missing}: there is no such file", (await ClusterAsync(missing)).AssertFailure());
    }

    [Theory]
    [InlineData("balance", "much", "not a number")]
    [InlineData("income", "Infinity", "not a finite number")]
    [InlineData("income", "-1e999", "not a finite number")]
    [InlineData("customer_id", "", "missing")]
    [InlineData("customer_id", "1", "already in line 2")]
    public async Task A_bad_value_is_named_with_its_line_and_column(string column, string value, string problem)
    {
        var file = CustomerFile.With(_folder.Location, count: 20, line: 13, column, value);

        var message = (await ClusterAsync(file)).AssertFailure();

        Assert.StartsWith($"{file}, line 13, column '{column}', value '{value}': ", message, StringComparison.Ordinal);
        Assert.Contains(problem, message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Fewer_customers_than_segments_are_told(int customers)
    {
        var file = CustomerFile.Write(_folder.Location, CustomerFile.Rows(customers));

        var message = (await ClusterAsync(file)).AssertFailure();

        Assert.StartsWith($"{file}: {customers} rows cannot form 3 segments", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--k", "0", "--k must be from 1 to 100.")]
    [InlineData("--k", "101", "--k must be from 1 to 100.")]
    [InlineData("--k", "three", "--k 'three' is neither a whole number nor auto.")]
    [InlineData("--clusters", "3", "--clusters")]
    [InlineData("--features", "income,wealth", "'wealth' is no column of ")]
    [InlineData("--features", "income,debt,income", "'income' is named twice")]
    [InlineData("--features", "customer_id", "'customer_id' is no feature")]
    [InlineData("--features", "", "has an empty name in it")]
    public async Task A_wrong_option_is_named(string option, string value, string message)
    {
        var result = await CalledProgram.RunAsync("cluster", "--customers", CustomerFile.Original, "-o", Output, option, value);

        // An unknown option and its value are two unknown arguments.
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Errors[0]);
        Assert.Empty(result.Output);
        Assert.False(File.Exists(Output));
    }

    [Fact]
    public async Task An_output_that_cannot_be_written_is_named()
    {
        var result = await CalledProgram.RunAsync("cluster", "--customers", CustomerFile.Original, "-o", _folder.Location);

        Assert.Contains($"{_folder.Location}: this is a folder", result.AssertFailure());
    }

    [Theory]
    [InlineData("--k", "3")]
    [InlineData("--seed", "1")]
    [InlineData("--features", "income")]
    [InlineData("--model-output", "m.json")]
    public async Task What_only_a_training_uses_is_refused_with_a_saved_model(string option, string value)
    {
        var result = await CalledProgram.RunAsync(
            "cluster", "--customers", CustomerFile.Original, "-o", Output, "--model", Path.Combine(_folder.Location, "none.json"), option, value);

        Assert.Contains($"{option} cannot be used with --model", result.AssertUsage());
    }

    [Fact]
    public async Task The_same_file_twice_is_refused()
    {
        var result = await CalledProgram.RunAsync("cluster", "--customers", CustomerFile.Original, "-o", Output, "--report", Output);

        Assert.Contains("--output and --report name the same file.", result.AssertUsage());
    }

    [Theory]
    [InlineData(null, "there is no such file")]
    [InlineData("income", "not a model that can be used")]
    [InlineData("""{"version":2,"features":[{"name":"shoe_size","lower":0,"upper":1,"center":0,"scale":1}],"labels":["a"],"centroids":[[1]],"mean_squared_distance":0}""", "needs a column that is not in ")]
    public async Task A_model_that_cannot_be_used_is_named(string? content, string problem)
    {
        var model = Path.Combine(_folder.Location, "model.json");
        if (content is not null)
        {
            await File.WriteAllTextAsync(model, content, TestContext.Current.CancellationToken);
        }

        var message = (await CalledProgram.RunAsync("cluster", "--customers", CustomerFile.Original, "-o", Output, "--model", model)).AssertFailure();

        Assert.StartsWith($"{model}: ", message, StringComparison.Ordinal);
        Assert.Contains(problem, message);
        Assert.False(File.Exists(Output));
    }

    [Fact]
    public async Task If_one_file_cannot_be_written_none_is()
    {
        var result = await CalledProgram.RunAsync(
            "cluster", "--customers", CustomerFile.Original, "-o", Output, "--report", Path.Combine(_folder.Location, "none", "r.html"));

        Assert.Contains("does not exist", result.AssertFailure());
        Assert.Empty(Directory.GetFiles(_folder.Location));
    }

    private async Task<ChildResult> ClusterAsync(string file)
    {
        await File.WriteAllTextAsync(Output, "older", TestContext.Current.CancellationToken);
        var before = Directory.GetFiles(_folder.Location);

        var result = await CalledProgram.RunAsync("cluster", "--customers", file, "--output", Output);

        Assert.Empty(result.Output);
        Assert.Equal(before.Order(), Directory.GetFiles(_folder.Location).Order());
        Assert.Equal("older", await File.ReadAllTextAsync(Output, TestContext.Current.CancellationToken));
        return result;
    }
}
