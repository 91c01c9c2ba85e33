using System.Text;
using SegmentationUpdates.Tables.Sources;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Customers.Tests;

public sealed class CustomerCsvWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_has_a_header_line_feeds_and_no_byte_order_mark()
    {
        Customer second = CustomerFiles.First with { CustomerId = 2, Debt = 0.1 + 0.2, Segment = null };
        Assert.Equal(2, Write(CustomerFiles.First, second));
        string expected = CustomerFiles.Text(CustomerFiles.Row1, "2,50000.5,-12.25,3000,0.30000000000000004,7,0,3,42.5,120,61.5,0,2,0,");
        Assert.Equal(Encoding.UTF8.GetBytes(expected), File.ReadAllBytes(_folder["c.csv"]));
        Assert.Equal(["c.csv"], _folder.Files);
    }

    [Fact]
    public void No_customers_give_a_header_alone()
    {
        Assert.Equal(0, Write());
        Assert.Equal(CustomerFiles.Text(), File.ReadAllText(_folder["c.csv"]));
    }

    [Fact]
    public void An_older_file_is_replaced()
    {
        _folder.Write("c.csv", "old");
        Write(CustomerFiles.First);
        Assert.Equal(CustomerFiles.Text(CustomerFiles.Row1), File.ReadAllText(_folder["c.csv"]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5_000)]
    public void After_an_exception_the_older_file_is_still_there_and_nothing_else(int after)
    {
        _folder.Write("c.csv", "old");
        IEnumerable<Customer> failing = new CustomerGenerator(1).Generate(after).Concat(Failing());
        Assert.Throws<InvalidOperationException>(() => CustomerCsvWriter.Write(_folder["c.csv"], failing, TestContext.Current.CancellationToken));
        Assert.Equal("old", File.ReadAllText(_folder["c.csv"]));
        Assert.Equal(["c.csv"], _folder.Files);
    }

    [Fact]
    public void After_a_cancellation_there_is_no_file()
    {
        using var source = new CancellationTokenSource();
        IEnumerable<Customer> customers = new CustomerGenerator(1).Generate(int.MaxValue).Select(c =>
        {
            if (c.CustomerId == 3_000)
            {
                source.Cancel();
            }

            return c;
        });
        Assert.Throws<OperationCanceledException>(() => CustomerCsvWriter.Write(_folder["c.csv"], customers, source.Token));
        Assert.Empty(_folder.Files);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_value_that_no_reader_accepts_is_not_written(double value)
    {
        var e = Assert.Throws<TableException>(() => Write(CustomerFiles.First with { CustomerId = 7, Debt = value }));
        Assert.Contains($"customer 7 has {value} as debt", e.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.Files);
    }

    [Theory]
    [InlineData("two\nlines")]
    [InlineData("123456789012345678901234567890123456789012345678901")]
    public void A_segment_that_no_reader_accepts_is_not_written(string segment)
    {
        var e = Assert.Throws<TableException>(() => Write(CustomerFiles.First with { Segment = segment }));
        Assert.Contains("customer 1 has the segment", e.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.Files);
    }

    private static IEnumerable<Customer> Failing()
    {
        yield return CustomerFiles.First;
        throw new InvalidOperationException("The source failed.");
    }

    private long Write(params Customer[] customers) =>
        CustomerCsvWriter.Write(_folder["c.csv"], customers, TestContext.Current.CancellationToken);
}
