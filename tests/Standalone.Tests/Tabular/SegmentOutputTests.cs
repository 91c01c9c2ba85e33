using System.Text.Json;
using SegmentationUpdates.Tables;
using SegmentationUpdates.Tables.Cells;
using SegmentationUpdates.Tables.Columns;
using SegmentationUpdates.Tables.Writing;

namespace SegmentationUpdates.Standalone.Tests.Tabular;

public sealed class SegmentOutputTests : IDisposable
{
    private const string Text =
        "code,customer_id,income,segment,note,active,since\n007,a,1.5,old,\"x, y\",yes,2024-01-01\n008,b,,old,,no,2024-01-02T12:00:00\n";
    private readonly Clustered _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public void The_columns_of_the_input_stand_beside_the_segment_as_they_are()
    {
        var lines = _cluster.Run(Text, s => s with { WithInput = true, K = 1, Features = "active" });

        Assert.Equal([Text.Split('\n')[0] + ",new_segment", .. Text.TrimEnd().Split('\n').Skip(1).Select(line => line + ",All customers")], lines);
    }

    [Fact]
    public void The_number_of_the_row_stands_beside_a_column_of_that_name() =>
        Assert.Equal(["row_number,row,x,segment", "1,7,5,All customers"], _cluster.Run("row,x\n7,5\n7,6\n", s => s with { WithInput = true, K = 1 }).Take(2));

    [Fact]
    public void Columns_can_be_passed_through_by_name() =>
        Assert.Equal(
            ["customer_id,note,code,segment", "a,\"x, y\",007,All customers"],
            _cluster.Run(Text, s => s with { LabelColumns = "note,Code", K = 1, Features = "active" }).Take(2));

    [Theory]
    [InlineData("out.jsonl", null)]
    [InlineData("out.txt", TableFormat.Jsonl)]
    public void Json_lines_have_the_types_of_the_columns(string name, TableFormat? format)
    {
        var lines = _cluster.Run(Text, s => s with { WithInput = true, K = 1, Features = "active", Output = _cluster.File(name), Format = format });

        Assert.Equal("""{"code":"007","customer_id":"a","income":1.5,"segment":"old","note":"x, y","active":true,"since":"2024-01-01","new_segment":"All customers"}""", lines[0]);
        Assert.Equal(JsonValueKind.Null, JsonDocument.Parse(lines[1]).RootElement.GetProperty("income").ValueKind);
    }

    [Fact]
    public void Parquet_has_them_too()
    {
        _cluster.Run(Text, s => s with { WithInput = true, K = 1, Features = "active", Output = _cluster.File("out.parquet") });

        using var file = TableFile.Open(_cluster.Output);
        var table = Table.Scan(file, null, TestContext.Current.CancellationToken);
        Assert.StartsWith("Parquet", file.Description, StringComparison.Ordinal);
        Assert.Equal(
            [
                ColumnKind.WholeNumber,
                ColumnKind.Text,
                ColumnKind.Number,
                ColumnKind.Text,
                ColumnKind.Text,
                ColumnKind.Boolean,
                ColumnKind.DateTime,
                ColumnKind.Text],
            table.Columns.Select(column => column.Kind));
        using var cursor = file.Rows();
        Assert.True(cursor.Read() && cursor.Read());
        Assert.Equal(
            ["008", "b", "", "old", "", "false", "2024-01-02T12:00:00", "All customers"],
            file.Names.Select((_, i) => cursor.Kind(i) == CellKind.Missing ? "" : cursor.Text(i).ToString()));
    }
}
