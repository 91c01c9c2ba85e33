using SegmentationUpdates.Tables.Sources;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Customers.Tests;

public sealed class CustomerFileErrorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("income", "abc", "not a number; it must be from 0 to 1e15")]
    [InlineData("income", "1.2.3", "not a number")]
    [InlineData("debt", "NaN", "missing; fill it in")]
    [InlineData("debt", "Infinity", "not a finite number")]
    [InlineData("debt", "-Infinity", "not a finite number")]
    [InlineData("balance", "1e999", "not a finite number")]
    [InlineData("balance", "", "missing; fill it in")]
    [InlineData("tenure", "", "missing; fill it in")]
    [InlineData("tenure", "7.5", "not a whole number")]
    [InlineData("tenure", "-1", "out of range; it must be from 0 to 1000000000")]
    [InlineData("days_from_last_transaction", "999999", "out of range; it must be from 0 to 730000. If it stands for \"unknown\" or \"never\"")]
    [InlineData("income", "-1", "out of range; it must be from 0 to 1e15")]
    [InlineData("debt", "-0.01", "out of range; it must be from 0 to 1e15")]
    [InlineData("balance", "-1e16", "out of range; it must be from -1e15 to 1e15")]
    [InlineData("avg_transaction_amt", "-5", "out of range; it must be from 0 to 1e15")]
    [InlineData("digital_engagement_score", "100.5", "out of range; it must be from 0 to 100")]
    [InlineData("loan_repayment_time", "1e16", "out of range; it must be from 0 to 1e15")]
    [InlineData("num_transactions", "2147483648", "out of range")]
    [InlineData("num_transactions", "-5", "out of range")]
    [InlineData("days_from_last_transaction", "-1", "out of range")]
    [InlineData("total_products_owned", "-1", "out of range")]
    [InlineData("loan_repayment_time", "-0.5", "out of range; it must be from 0 to 1e15")]
    [InlineData("customer_id", "0", "out of range; it must be from 1")]
    [InlineData("customer_id", "-3", "out of range; it must be from 1")]
    [InlineData("credit_default", "2", "must be 0 or 1")]
    [InlineData("credit_default", "true", "must be 0 or 1")]
    [InlineData("has_loan", "-1", "must be 0 or 1")]
    [InlineData("segment", "123456789012345678901234567890123456789012345678901", "longer than 50 characters")]
    public void A_bad_value_is_named_with_its_place_and_mend(string column, string value, string problem)
    {
        TableException e = ErrorIn(CustomerFiles.Text(CustomerFiles.Row2, CustomerFiles.Row1With(column, value)));
        Assert.Equal((_folder["bad.csv"], 3, column, value), (e.Path, e.Line, e.Column, e.Value));
        Assert.StartsWith($"{_folder["bad.csv"]}, line 3, column '{column}', value '{value}': ", e.Message, StringComparison.Ordinal);
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tenure", "7.0", 7)]
    [InlineData("tenure", "1.9E1", 19)]
    [InlineData("days_from_last_transaction", "730000", 730_000)]
    public void Whole_numbers_may_be_written_as_programs_write_them(string column, string value, int read)
    {
        var path = _folder.Write("c.csv", $"\n  \n{CustomerFiles.Text(CustomerFiles.Row1With(column, value))}");

        Customer customer = Assert.Single(CustomerFile.Read(path, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(read, CustomerColumns.Getter(column)(customer));
    }

    [Fact]
    public void A_number_with_two_readings_is_an_error_that_shows_both()
    {
        var text = CustomerFiles.Text(CustomerFiles.Row1With("balance", "\"1,234\"")).Replace("50000.5", "50000", StringComparison.Ordinal)
            .Replace("100.01", "100", StringComparison.Ordinal).Replace("42.5", "42", StringComparison.Ordinal)
            .Replace("61.5", "61", StringComparison.Ordinal);

        var e = ErrorIn(text);

        Assert.Equal((2, "balance", "1,234"), (e.Line, e.Column, e.Value));
        Assert.Contains("1234 (decimal point) or 1.234 (decimal comma)", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_very_long_value_is_cut_in_the_message()
    {
        TableException e = ErrorIn(CustomerFiles.Text(CustomerFiles.Row1With("income", new string('x', 5000))));
        Assert.Contains($"value '{new string('x', 80)}...'", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1,2,3", "3 fields where the header has 15")]
    [InlineData("1,50000,5,-12.25,3000,100.01,7,0,3,42.5,120,61.5,0,2,0,High-value", "16 fields where the header has 15")]
    public void A_wrong_number_of_fields_is_named_with_the_line(string row, string problem) =>
        AssertLine(2, problem, ErrorIn(CustomerFiles.Text(row, CustomerFiles.Row2)));

    [Theory]
    [InlineData("\"never closed")]
    [InlineData("\"closed\" too early")]
    public void Bad_quoting_is_an_error_in_its_line(string segment)
    {
        AssertLine(3, "quoting", ErrorIn(CustomerFiles.Text(CustomerFiles.Row2, CustomerFiles.Row1With("segment", segment))));
        AssertLine(3, "quoting", ErrorIn(CustomerFiles.Text(CustomerFiles.Row2, CustomerFiles.Row1With("segment", segment)).TrimEnd()));
    }

    [Fact]
    public void A_repeated_customer_is_named_with_both_lines()
    {
        TableException e = ErrorIn(CustomerFiles.Text(CustomerFiles.Row2, CustomerFiles.Row1, CustomerFiles.Row2));
        Assert.Equal((4, "customer_id", "2"), (e.Line, e.Column, e.Value));
        Assert.Contains("already in line 2", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_segment_on_two_lines_is_an_error() =>
        Assert.Contains("one line", ErrorIn(CustomerFiles.Text(CustomerFiles.Row1With("segment", "\"two\nlines\""))).Message, StringComparison.Ordinal);

    private TableException ErrorIn(string text) => Error(_folder.Write("bad.csv", text));

    private static TableException Error(string path) =>
        Assert.Throws<TableException>(() => CustomerFile.Read(path, cancellationToken: TestContext.Current.CancellationToken).Count());

    private void AssertLine(long line, string problem, TableException e)
    {
        Assert.Equal(line, e.Line);
        Assert.StartsWith($"{_folder["bad.csv"]}, line {line}: ", e.Message, StringComparison.Ordinal);
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
    }
}
