using System.Text;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Customers.Tests;

public sealed class CustomerFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_gives_its_customers_in_its_order()
    {
        Customer[] customers = Read(CustomerFiles.Text(CustomerFiles.Row1, CustomerFiles.Row2));
        Assert.Equal(2, customers.Length);
        Assert.Equal(CustomerFiles.First, customers[0]);
        Assert.Equal((2, 36.5, 1, null), (customers[1].CustomerId, customers[1].LoanRepaymentTime, customers[1].HasLoan, customers[1].Segment));
    }

    [Fact]
    public void Columns_come_in_any_order()
    {
        static string Reversed(string line) => string.Join(',', line.Split(',').Reverse());
        Assert.Equal(CustomerFiles.First, Assert.Single(Read($"{Reversed(CustomerFiles.Header)}\n{Reversed(CustomerFiles.Row1)}\n")));
    }

    [Fact]
    public void The_segment_column_may_be_left_out()
    {
        static string WithoutLast(string line) => line[..line.LastIndexOf(',')];
        Customer customer = Assert.Single(Read($"{WithoutLast(CustomerFiles.Header)}\n{WithoutLast(CustomerFiles.Row1)}\n"));
        Assert.Equal(CustomerFiles.First with { Segment = null }, customer);
    }

    [Theory]
    [InlineData("\n", false, "\n")]
    [InlineData("\n", false, "")]
    [InlineData("\n", true, "\n\n\n")]
    [InlineData("\r\n", false, "\r\n")]
    [InlineData("\r\n", true, "")]
    [InlineData("\r\n", true, "\r\n\r\n  \r\n")]
    public void Line_ends_a_byte_order_mark_and_blank_lines_at_the_end_do_not_matter(string newLine, bool mark, string end)
    {
        string text = string.Join(newLine, CustomerFiles.Header, CustomerFiles.Row1, CustomerFiles.Row2) + end;
        string path = _folder.Write("c.csv", [.. mark ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes(text)]);
        Assert.Equal([1, 2], CustomerFile.Read(path, cancellationToken: TestContext.Current.CancellationToken).Select(c => c.CustomerId));
    }

    [Fact]
    public void Values_may_be_quoted()
    {
        string row = CustomerFiles.Row1With("segment", "\"Rich, \"\"old\"\"\"").Replace("50000.5", "\"50000.5\"", StringComparison.Ordinal);
        Assert.Equal(CustomerFiles.First with { Segment = "Rich, \"old\"" }, Assert.Single(Read(CustomerFiles.Text(row))));
    }

    [Fact]
    public void A_segment_may_have_50_characters_however_many_bytes_they_take()
    {
        string segment = string.Concat(Enumerable.Repeat("\U0001F600", 50));
        Assert.Equal(segment, Assert.Single(Read(CustomerFiles.Text(CustomerFiles.Row1With("segment", segment)))).Segment);
    }

    [Fact]
    public void Customers_with_the_same_segment_share_one_string()
    {
        Customer[] customers = Read(CustomerFiles.Text(CustomerFiles.Row1, $"2{CustomerFiles.Row1[1..]}"));
        Assert.Same(customers[0].Segment, customers[1].Segment);
    }

    [Fact]
    public void Another_encoding_is_found_out()
    {
        byte[] latin1 = Encoding.Latin1.GetBytes(CustomerFiles.Text(CustomerFiles.Row1With("segment", "Géant")));

        Assert.Equal("Géant", Assert.Single(CustomerFile.Read(_folder.Write("c.csv", latin1), cancellationToken: TestContext.Current.CancellationToken)).Segment);
    }

    [Fact]
    public void A_header_alone_is_a_file_without_customers() => Assert.Empty(Read(CustomerFiles.Text()));

    [Fact]
    public void A_cancelled_read_stops()
    {
        string path = _folder.Write("c.csv", CustomerFiles.Text(CustomerFiles.Row1, CustomerFiles.Row2));
        using var source = new CancellationTokenSource();
        using IEnumerator<Customer> customers = CustomerFile.Read(path, cancellationToken: source.Token).GetEnumerator();
        Assert.True(customers.MoveNext());
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => customers.MoveNext());
    }

    private Customer[] Read(string text) =>
        [.. CustomerFile.Read(_folder.Write("customers.csv", text), cancellationToken: TestContext.Current.CancellationToken)];
}
