using System.Text.Json;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Standalone.Tests.Commands;

public sealed class EvaluateCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_outcome_of_two_values_has_a_rate_per_segment_beside_those_of_the_file()
    {
        var report = Path.Combine(_folder.Location, "report.html");
        var result = await EvaluateAsync(CustomerFile.Write(_folder.Location, CustomerFile.Rows(600)), "credit_default", "--report", report);

        result.AssertSuccess();
        Assert.Contains("k 3, made from 300 customers and measured on 300 others", result.Output);
        Assert.Contains(result.Output, line => line.StartsWith("credit_default = 1 by these segments", StringComparison.Ordinal));
        Assert.Contains(result.Output, line => line.StartsWith("credit_default = 1 by column segment", StringComparison.Ordinal));
        Assert.Equal(2, result.Output.Count(line => line.StartsWith("AUC: ", StringComparison.Ordinal)));
        var page = await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken);
        Assert.Contains("<h2>credit_default = 1 by column segment</h2>", page);
        Assert.DoesNotContain("<script", page);
    }

    [Fact]
    public async Task A_default_feature_that_is_the_outcome_is_no_feature()
    {
        var result = await EvaluateAsync(CustomerFile.Write(_folder.Location, CustomerFile.Rows(400)), "customer_lifetime_value", "--json", "--k", "2");

        result.AssertSuccess();
        var document = JsonDocument.Parse(string.Join('\n', result.Output)).RootElement;
        string[] features = [.. document.GetProperty("input").GetProperty("features").EnumerateArray().Select(feature => feature.GetString()!)];
        Assert.Equal(8, features.Length);
        Assert.DoesNotContain("customer_lifetime_value", features);
        Assert.Equal((2, 200, 200), (document.GetProperty("k").GetInt32(), document.GetProperty("trained").GetInt32(), document.GetProperty("held").GetInt32()));
        Assert.InRange(document.GetProperty("segments").GetProperty("eta_squared").GetDouble(), .001, 1);
        Assert.Equal(200, document.GetProperty("segments").GetProperty("segments").EnumerateArray().Sum(segment => segment.GetProperty("customers").GetInt32()));
        Assert.Equal("segment", document.GetProperty("yardstick").GetProperty("column").GetString());
    }

    [Fact]
    public async Task Customers_without_an_outcome_are_left_out_and_words_count_as_two_values()
    {
        var rows = CustomerFile.Rows(300);
        rows[0] = [.. rows[0], "left"];
        for (var i = 1; i < rows.Count; i++)
        {
            rows[i] = [.. rows[i], i % 10 == 0 ? "" : i % 3 == 0 ? "yes" : "no"];
        }

        var result = await EvaluateAsync(CustomerFile.Write(_folder.Location, rows), "left");

        result.AssertSuccess();
        Assert.Contains("k 3, made from 135 customers and measured on 135 others; 30 have no left", result.Output);
        Assert.Contains(result.Output, line => line.StartsWith("left = yes by these segments", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("credit_defualt", "--outcome: 'credit_defualt' is no column of ")]
    [InlineData("tenure", "--outcome: 'tenure' is the same for everybody. There is nothing to tell.")]
    [InlineData("segment", "--outcome: 'segment' is neither a number nor one of two values.")]
    [InlineData("income", "--features: 'income' is the outcome: ", "--features", "income,debt")]
    [InlineData("income", "--yardstick: 'groups' is no column of ", "--yardstick", "groups")]
    [InlineData("income", "--k must be from 1 to 100.", "--k", "0")]
    public async Task A_mistake_is_one_sentence(string outcome, string message, params string[] options)
    {
        var rows = CustomerFile.Rows(200);
        var tenure = Array.IndexOf(rows[0], "tenure");
        rows.Skip(1).ToList().ForEach(row => row[tenure] = "4");

        Assert.StartsWith(
            message, (await EvaluateAsync(CustomerFile.Write(_folder.Location, rows), outcome, options)).AssertUsage(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_few_customers_say_nothing()
    {
        var file = CustomerFile.Write(_folder.Location, CustomerFile.Rows(99));

        Assert.Equal(
            $"{file}: 99 customers with a value of 'debt' are too few to say anything: it takes 100.", (await EvaluateAsync(file, "debt")).AssertUsage());
    }

    private static Task<ChildResult> EvaluateAsync(string file, string outcome, params string[] options) =>
        CalledProgram.RunAsync(["evaluate", "--customers", file, "--outcome", outcome, .. options]);
}
