using Parquet;
using Parquet.Schema;
using SegmentationUpdates.Tables.Columns;
using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Tables.Tests;

public sealed class TypedTableTests : IDisposable
{
    private const string Rows =
        """
        <row r="2"><c r="B2" t="inlineStr"><is><t>Client No</t></is></c><c r="C2" t="inlineStr"><is><t>Income</t></is></c><c r="D2" t="inlineStr"><is><t>Since</t></is></c></row>
        <row r="4"><c r="B4" t="inlineStr"><is><t>K-1</t></is></c><c r="C4"><v>1234.5</v></c><c r="D4" s="1"><v>45292</v></c></row>
        <row r="5"><c r="B5" t="inlineStr"><is><t>K-2</t></is></c><c r="D5" s="1"><v>45293</v></c></row>
        """;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_workbook_is_read_with_its_numbers_and_dates()
    {
        var path = _folder.WriteWorkbook(("Notes", ""), ("Customers", Rows));

        Assert.Equal("Client No|Income|Since/K-1|1234.5|2024-01-01/K-2||2024-01-02", Tables.Cells(path));
        Assert.Equal([1234.5, double.NaN], Tables.Numbers(path, "income"));
        Assert.Equal(ColumnKind.DateTime, Tables.Column(path, "Since").Kind);
        using var file = TableFile.Open(path);
        Assert.StartsWith("Excel, sheet 'Customers' of 2", file.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void The_sheet_can_be_named_or_numbered()
    {
        var other = Rows.Replace("K-1", "Z-1", StringComparison.Ordinal);
        var path = _folder.WriteWorkbook(("First", Rows), ("Second", other));

        Assert.Contains("K-1", Tables.Cells(path), StringComparison.Ordinal);
        Assert.Contains("Z-1", Tables.Cells(path, new TableOptions { Sheet = "second" }), StringComparison.Ordinal);
        Assert.Contains("Z-1", Tables.Cells(path, new TableOptions { Sheet = "2" }), StringComparison.Ordinal);
        var e = Assert.Throws<TableException>(() => Tables.Cells(path, new TableOptions { Sheet = "Third" }));
        Assert.Contains("no sheet 'Third'. The sheets are: First, Second.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_archive_that_is_no_workbook_is_told()
    {
        var e = Assert.Throws<TableException>(() => Tables.Cells(_folder.Write([.. "PK\x03\x04"u8, 0, 0, 0, 0, 0])));

        Assert.Contains("not a workbook. Unpack it", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parquet_is_read_over_all_its_groups_of_rows()
    {
        var path = Path.Combine(_folder.Location, "t.csv");
        DataField<long> id = new("id");
        DataField<double?> income = new("income");
        DataField<string> city = new("city");
        DataField<bool> active = new("active");
        DataField<DateTime> since = new("since");
        await using (var stream = File.Create(path))
        {
            await using var writer = await ParquetWriter.CreateAsync(
                new ParquetSchema(id, income, city, active, since), stream, cancellationToken: TestContext.Current.CancellationToken);
            for (var group = 0; group < 2; group++)
            {
                using var rows = writer.CreateRowGroup();
                await rows.WriteAsync<long>(
                    id, new[] { long.MaxValue - group, 2 + (10L * group) }.AsMemory(), cancellationToken: TestContext.Current.CancellationToken);
                await rows.WriteAsync<double>(income, new double?[] { 1.5 + group, null }.AsMemory(), cancellationToken: TestContext.Current.CancellationToken);
                await rows.WriteAsync(city, new[] { "Köln", "Bonn" });
                await rows.WriteAsync<bool>(active, new[] { true, false }.AsMemory(), cancellationToken: TestContext.Current.CancellationToken);
                await rows.WriteAsync<DateTime>(
                    since,
                    new[] { new DateTime(2024, 1, 1), new DateTime(2024, 1, 2, 12, 0, 0) }.AsMemory(),
                    cancellationToken: TestContext.Current.CancellationToken);
            }
        }

        Assert.Equal(
            "id|income|city|active|since/9223372036854775807|1.5|Köln|true|2024-01-01/2||Bonn|false|2024-01-02T12:00:00"
            + "/9223372036854775806|2.5|Köln|true|2024-01-01/12||Bonn|false|2024-01-02T12:00:00",
            Tables.Cells(path));
        Assert.Equal([1.5, double.NaN, 2.5, double.NaN], Tables.Numbers(path, "income"));
        Assert.Equal([1, 0, 1, 0], Tables.Numbers(path, "active"));
        Assert.Equal(ColumnKind.DateTime, Tables.Column(path, "since").Kind);
        var table = Tables.Scan(path, out var file);
        using (file)
        {
            Assert.Equal(
                ["9223372036854775807", "2", "9223372036854775806", "12"],
                Enumerable.Range(0, 4).Select(i => table.Ids(table.Columns[0], null, TestContext.Current.CancellationToken)[i]));
        }
    }

    [Fact]
    public async Task A_number_that_is_not_finite_is_none()
    {
        var path = Path.Combine(_folder.Location, "t.parquet");
        DataField<double> income = new("income");
        await using (var stream = File.Create(path))
        {
            await using var writer =
                await ParquetWriter.CreateAsync(new ParquetSchema(income), stream, cancellationToken: TestContext.Current.CancellationToken);
            using var rows = writer.CreateRowGroup();
            await rows.WriteAsync<double>(
                income, new[] { 1, double.NaN, double.PositiveInfinity }.AsMemory(), cancellationToken: TestContext.Current.CancellationToken);
        }

        var column = Tables.Column(path, "income");

        Assert.Equal((ColumnKind.Text, 1, "Infinity"), (column.Kind, column.Missing, column.NotNumber?.Value));
    }
}
