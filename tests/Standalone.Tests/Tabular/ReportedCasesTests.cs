using SegmentationUpdates.Standalone.Tests.Commands;

namespace SegmentationUpdates.Standalone.Tests.Tabular;

/// <summary>Small files that were once refused, or clustered by less than they hold.</summary>
public sealed class ReportedCasesTests : IDisposable
{
    private readonly Clustered _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public void Debts_of_a_few_are_seen()
    {
        var lines = _cluster.RunFile(Clustered.Case("zero_inflated_debt.csv"), s => s with { Features = "debt,income", K = 2 });

        var debts = File.ReadLines(Clustered.Case("zero_inflated_debt.csv")).Skip(1).ToDictionary(
            line => line.Split(',')[0], line => double.Parse(line.Split(',')[4]));
        var segments = lines.Skip(1).Select(line => line.Split(',')).GroupBy(row => row[1], row => debts[row[0]] > 0).ToList();
        Assert.All(segments, segment => Assert.Single(segment.Distinct()));
        Assert.Equal([36, 264], segments.Select(segment => segment.Count()).Order());
        Assert.Contains("debt: 88 % of the values are 0; the limits, 0 and ", _cluster.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public void Whole_numbers_with_gaps_are_read()
    {
        _cluster.RunFile(Clustered.Case("pandas_gap.csv"), s => s with { Features = "tenure,income" });

        Assert.Contains("tenure: 1 missing of 30, counted as the median ", _cluster.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_that_are_not_needed_need_not_be_there()
    {
        Assert.Equal(31, _cluster.RunFile(Clustered.Case("half_header.csv"), s => s with { Features = "income,debt" }).Length);
        Assert.DoesNotContain("Budget-conscious", _cluster.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_that_nobody_asked_for_are_left_out_with_a_word()
    {
        Assert.Equal(31, _cluster.RunFile(Clustered.Case("extra_col.csv")).Length);
        Assert.Contains("left out: name (not one of the default features)", _cluster.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public void Blank_lines_before_the_names_do_not_matter() =>
        Assert.Equal(_cluster.RunFile(Clustered.Case("extra_col.csv")), _cluster.RunFile(Clustered.Case("blank_first.csv")));

    [Fact]
    public void A_file_in_the_documented_form_is_read_without_a_word()
    {
        _cluster.RunFile(CustomerFile.Original, s => s with { K = 3 });

        Assert.StartsWith("segment ", _cluster.Printed, StringComparison.Ordinal);
    }
}
