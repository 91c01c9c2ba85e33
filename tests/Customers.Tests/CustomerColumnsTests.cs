using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Customers.Tests;

public class CustomerColumnsTests
{
    [Fact]
    public void The_columns_are_those_of_the_table_in_its_order() =>
        Assert.Equal(CustomerFiles.Header, string.Join(',', CustomerColumns.All));

    [Fact]
    public void Every_column_but_id_and_segment_is_numeric() =>
        Assert.Equal(CustomerColumns.All.Except(["customer_id", "segment"]), CustomerColumns.Numeric);

    [Fact]
    public void A_getter_gives_the_value_of_its_column()
    {
        string[] expected = CustomerFiles.Row1.Split(',')[1..^1];
        Assert.Equal(expected.Select(double.Parse), CustomerColumns.Numeric.Select(name => CustomerColumns.Getter(name)(CustomerFiles.First)));
    }

    [Theory]
    [InlineData("incom")]
    [InlineData("Income")]
    [InlineData("segment")]
    [InlineData("customer_id")]
    public void An_unknown_name_is_refused_with_the_names_there_are(string name)
    {
        var e = Assert.Throws<ArgumentException>(() => CustomerColumns.Getter(name));
        Assert.Contains($"'{name}'", e.Message, StringComparison.Ordinal);
        Assert.All(CustomerColumns.Numeric, known => Assert.Contains(known, e.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void The_positions_used_by_the_reader_follow_the_columns()
    {
        Assert.Equal(CustomerColumns.All.Count, Enum.GetValues<CustomerColumn>().Length);
        Assert.All(
            Enum.GetValues<CustomerColumn>(),
            c => Assert.Equal(c.ToString(), CustomerColumns.Name(c).Replace("_", "", StringComparison.Ordinal), ignoreCase: true));
    }
}
