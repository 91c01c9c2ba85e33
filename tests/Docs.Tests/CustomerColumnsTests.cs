using SegmentationUpdates.Customers;

namespace SegmentationUpdates.Docs.Tests;

public class CustomerColumnsTests
{
    [Fact]
    public void The_table_of_a_customer_file_states_every_column_and_its_range()
    {
        var page = File.ReadAllLines(Path.Combine(RepositoryCopy.Source, "docs", "command-line.md"));
        var rows = page
            .SkipWhile(line => line != "## A file of customers to load")
            .SkipWhile(line => !line.StartsWith("|---", StringComparison.Ordinal))
            .Skip(1)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(cells => cells[1].Trim('`'), cells => cells[3]);

        Assert.Equal(CustomerColumns.All, rows.Keys);
        Assert.All(CustomerColumns.Ranges, range => Assert.Equal(range.Value.ToString(), rows[range.Key]));
    }
}
