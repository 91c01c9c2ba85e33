using System.Globalization;
using System.Text.RegularExpressions;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Standalone.Tests.Commands;

public sealed partial class ClusterCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_customer_gets_one_segment_and_the_report_adds_up()
    {
        var (result, lines) = await ClusterAsync("a.csv");

        Assert.Equal("customer_id,segment", lines[0]);
        var segments = lines.Skip(1).Select(line => line.Split(',')).ToList();
        Assert.Equal(CustomerFile.Rows(4000).Skip(1).Select(row => row[0]), segments.Select(row => row[0]));

        var counted = segments.CountBy(row => row[1]).OrderBy(segment => segment.Key, StringComparer.Ordinal);
        var reported = result.Output.Skip(1).TakeWhile(line => line.Length > 0).Select(line => ReportRow().Match(line))
            .Select(row => KeyValuePair.Create(row.Groups["segment"].Value, int.Parse(row.Groups["customers"].Value, NumberStyles.AllowThousands)));
        Assert.Equal(counted, reported.OrderBy(segment => segment.Key, StringComparer.Ordinal));
        Assert.Equal(["At risk / inactive customers", "Budget-conscious", "High-value"], counted.Select(segment => segment.Key));
        Assert.Matches(@"^customers 4,000, k 3, inertia \d+\.\d{3}, \d+\.\d{3} s$", result.Output[^1]);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_segments()
    {
        var (_, first) = await ClusterAsync("a.csv", "--k", "5", "--seed", "7");
        var (_, second) = await ClusterAsync("b.csv", "--k", "5", "--seed", "7");

        Assert.Equal(first, second);
        Assert.Equal(5, first.Skip(1).Select(line => line.Split(',')[1]).Distinct().Count());
    }

    [Fact]
    public async Task The_segments_of_the_project_file_are_those_of_its_own_clustering()
    {
        var (_, lines) = await ClusterAsync("a.csv");

        Assert.Equal(CustomerFile.Rows(4000).Select(row => $"{row[0]},{row[^1]}"), lines);
    }

    [Fact]
    public async Task The_number_of_segments_can_be_chosen_and_the_table_says_why()
    {
        var (result, lines) = await ClusterAsync("a.csv", "--k", "auto");

        var table = result.Output.SkipWhile(line => !line.TrimStart().StartsWith("k ", StringComparison.Ordinal)).Skip(1).Take(8).ToList();
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7", "8"], table.Select(line => line.Trim().Split(' ')[0]));
        var chosen = Assert.Single(table, line => line.EndsWith("  chosen", StringComparison.Ordinal)).Trim().Split(' ')[0];
        Assert.Contains(result.Output, line => line.StartsWith($"k = {chosen}", StringComparison.Ordinal));
        Assert.Equal(chosen, $"{lines.Skip(1).Select(line => line.Split(',')[1]).Distinct().Count()}");
    }

    [Fact]
    public async Task A_saved_model_gives_the_segments_it_was_saved_with()
    {
        var model = Path.Combine(_folder.Location, "model.json");
        var (_, trained) = await ClusterAsync("a.csv", "--features", "tenure,income,has_loan", "--model-output", model);
        var (result, scored) = await ClusterAsync("b.csv", "--model", model);

        Assert.Equal(trained, scored);
        string[] names = [.. trained.Skip(1).Select(line => line[(line.IndexOf(',', StringComparison.Ordinal) + 1)..]).Distinct()];
        Assert.Equal(3, names.Length);
        Assert.All(names, name => Assert.False(name is "High-value" or "Budget-conscious" || name.StartsWith("At risk", StringComparison.Ordinal), name));
        Assert.Contains(result.Output, line => line.StartsWith("tenure ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Empty_numbers_count_as_medians_and_are_reported()
    {
        var rows = CustomerFile.Rows(4000);
        foreach (var row in rows.Skip(1).Where((_, i) => i % 4 == 0))
        {
            row[1] = "";
        }

        // Not a feature: nothing to report.
        rows[1][5] = "";
        var output = Path.Combine(_folder.Location, "a.csv");
        var result = await CalledProgram.RunAsync("cluster", "--customers", CustomerFile.Write(_folder.Location, rows), "-o", output);

        result.AssertSuccess();
        var reported = Assert.Single(result.Output, line => line.Contains("missing of", StringComparison.Ordinal));
        Assert.StartsWith("income: 1,000 missing of 4,000, counted as the median ", reported, StringComparison.Ordinal);
        Assert.Equal(4001, (await File.ReadAllLinesAsync(output, TestContext.Current.CancellationToken)).Length);
    }

    private async Task<(ChildResult Result, string[] Lines)> ClusterAsync(string name, params string[] options)
    {
        var output = Path.Combine(_folder.Location, name);
        var result = await CalledProgram.RunAsync(["cluster", "--customers", CustomerFile.Original, "--output", output, .. options]);
        result.AssertSuccess();
        return (result, await File.ReadAllLinesAsync(output, TestContext.Current.CancellationToken));
    }

    [GeneratedRegex(@"^(?<segment>.+?) +(?<customers>[\d,]+) +\d+ %$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ReportRow();
}
