using SegmentationUpdates.Pipeline.Customers;

namespace SegmentationUpdates.Pipeline.Tests.Customers;

public sealed class CustomerTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_columns_asked_for_come_in_that_order()
    {
        CustomerTable table = Read(["has_loan", "income", "tenure"], CustomerFiles.Row1, CustomerFiles.Row2);

        Assert.Equal([1, 2], table.Ids);
        Assert.Equal(["has_loan", "income", "tenure"], table.Columns);
        Assert.Equal([0, 50000.5, 7, 1, 31000, 2], table.Values);
    }

    [Fact]
    public void All_numeric_columns_are_those_of_the_customer()
    {
        CustomerTable table = Read(CustomerColumns.Numeric, CustomerFiles.Row1);

        Assert.Equal(CustomerColumns.Numeric.Select(column => CustomerColumns.Getter(column)(CustomerFiles.First)), table.Values);
    }

    [Theory]
    [InlineData("income")]
    [InlineData("tenure")]
    [InlineData("has_loan")]
    [InlineData("loan_repayment_time")]
    public void An_empty_number_is_not_a_number(string column)
    {
        CustomerTable table = Read([column, "debt"], CustomerFiles.Row1With(column, ""));

        Assert.Equal([double.NaN, 100.01], table.Values);
    }

    [Theory]
    [InlineData("customer_id", "", "missing")]
    [InlineData("income", "NaN", "not a finite number")]
    [InlineData("tenure", "7.5", "not a whole number")]
    [InlineData("credit_default", "2", "0 or 1")]
    [InlineData("loan_repayment_time", "-1", "negative")]
    public void Anything_else_is_as_strict_as_ever(string column, string value, string problem)
    {
        var e = Assert.Throws<CustomerFileException>(() => Read(["debt"], CustomerFiles.Row1With(column, value)));

        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
        Assert.Equal(column, e.Column);
    }

    [Fact]
    public void A_repeated_id_and_a_column_that_is_not_numeric_are_named()
    {
        Assert.Contains("already in line 2", Assert.Throws<CustomerFileException>(() => Read(["debt"], CustomerFiles.Row1, CustomerFiles.Row1)).Message, StringComparison.Ordinal);
        Assert.Contains("'segment'", Assert.Throws<ArgumentException>(() => Read(["segment"], CustomerFiles.Row1)).Message, StringComparison.Ordinal);
    }

    private CustomerTable Read(IReadOnlyList<string> columns, params string[] rows) =>
        CustomerCsvReader.ReadTable(_folder.Write("customers.csv", CustomerFiles.Text(rows)), columns, progress: null, TestContext.Current.CancellationToken);
}
