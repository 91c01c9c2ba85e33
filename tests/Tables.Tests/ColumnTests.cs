using CsCheck;
using SegmentationUpdates.Tables.Cells;
using SegmentationUpdates.Tables.Columns;
using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Tables.Tests;

public sealed class ColumnTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("19.0;1e3;1.9E1;-2;+3", ColumnKind.WholeNumber, "19;1000;19;-2;3")]
    [InlineData("1.5;NA;;?;NaN;null;N/A; ;7", ColumnKind.Number, "1.5;NaN;NaN;NaN;NaN;NaN;NaN;NaN;7")]
    [InlineData("1.234,56;12,5;1.000", ColumnKind.Number, "1234.56;12.5;1000")]
    [InlineData("1,234.56;12.5;1,000", ColumnKind.Number, "1234.56;12.5;1000")]
    [InlineData("1.234.567;12", ColumnKind.WholeNumber, "1234567;12")]
    [InlineData("1 234,5;2\u00A0000,0", ColumnKind.Number, "1234.5;2000")]
    [InlineData("1'234.5;12", ColumnKind.Number, "1234.5;12")]
    [InlineData("12 %;7%", ColumnKind.WholeNumber, "12;7")]
    [InlineData("$5;$1,000.50;-$2;$(3)", ColumnKind.Text, "NaN;NaN;NaN;NaN")]
    [InlineData("$5;$1,000.50;-$2;(3.50)", ColumnKind.Number, "5;1000.5;-2;-3.5")]
    [InlineData("5,50 €;6 EUR", ColumnKind.Text, "NaN;NaN")]
    [InlineData("5,50 €;6 €;7-", ColumnKind.Number, "5.5;6;-7")]
    [InlineData("0.123;0.456", ColumnKind.Number, "0.123;0.456")]
    [InlineData("1,23,456;2", ColumnKind.Text, "NaN;NaN")]
    [InlineData("12%;7", ColumnKind.Text, "NaN;NaN")]
    [InlineData("Yes;no;YES", ColumnKind.Boolean, "1;0;1")]
    [InlineData("yes;maybe", ColumnKind.Text, "NaN;NaN")]
    [InlineData("1;abc", ColumnKind.Text, "NaN;NaN")]
    [InlineData("NA;;null", ColumnKind.Empty, "NaN;NaN;NaN")]
    public void Numbers_are_read_as_people_write_them(string cells, ColumnKind kind, string numbers)
    {
        var path = _folder.Write($"id\tx\n{string.Concat(cells.Split(';').Select((cell, i) => $"{i}\t{cell}\n"))}");

        Assert.Equal(kind, Tables.Column(path, "x").Kind);
        Assert.Equal(numbers.Split(';').Select(double.Parse), Tables.Numbers(path, "x"));
    }

    [Fact]
    public void Any_double_is_read_as_the_library_reads_it() => Gen.OneOf(
        Gen.Double.Select(value => value.ToString("R")),
        Gen.Decimal[-1_000_000_000, 1_000_000_000].Select(value => $"{value}"),
        Gen.Select(Gen.Long, Gen.Int[0, 6], (value, digits) => $"{value / 1e6:F4}")).Where(text => !text.Contains('N') && !text.Contains('∞')).Sample(text =>
        {
            var cell = NumberText.TryPlain(text, out var plain) ? plain : NumberText.Read(text).Point;
            return BitConverter.DoubleToInt64Bits(cell) == BitConverter.DoubleToInt64Bits(double.Parse(text));
        });

    [Theory]
    [InlineData("1.234", "1.234", "1234")]
    [InlineData("1,234", "1234", "1.234")]
    public void A_column_with_two_readings_is_an_error_unless_the_file_or_the_user_tells(string value, string point, string comma)
    {
        var path = _folder.Write($"id\tx\n1\t5\n2\t{value}\n");

        var e = Assert.Throws<TableException>(() => Tables.Numbers(path, "x"));

        Assert.Equal((3, "x", value), (e.Line, e.Column, e.Value));
        Assert.Contains($"{point} (decimal point) or {comma} (decimal comma)", e.Message, StringComparison.Ordinal);
        Assert.Equal(double.Parse(point), Tables.Numbers(path, "x", new TableOptions { DecimalSign = DecimalSign.Point })[1]);
        Assert.Equal(double.Parse(comma), Tables.Numbers(path, "x", new TableOptions { DecimalSign = DecimalSign.Comma })[1]);
        Assert.Equal(double.Parse(point), Tables.Numbers(_folder.Write($"y\tx\n1.5\t5\n2\t{value}\n"), "x")[1]);
        Assert.Equal(double.Parse(comma), Tables.Numbers(_folder.Write($"y\tx\n1,5\t5\n2\t{value}\n"), "x")[1]);
    }

    [Theory]
    [InlineData("2024-01-01;2024-01-02T12:00:00;2024-01-03 06:00:00Z", "0;1.5;2.25")]
    [InlineData("01.02.2024;03.02.2024", "0;2")]
    [InlineData("31/01/2024;01/02/2024", "0;1")]
    [InlineData("01/31/2024;02/01/2024", "0;1")]
    [InlineData("1-Feb-2024;NA;3-Feb-2024", "0;NaN;2")]
    [InlineData("2/1/2024 1:00 PM;2/13/2024 1:30 PM", "0;12.0208333")]
    public void Dates_are_days(string cells, string days)
    {
        var path = _folder.Write($"id\tx\n{string.Concat(cells.Split(';').Select((cell, i) => $"{i}\t{cell}\n"))}");
        var read = Tables.Numbers(path, "x");

        Assert.Equal(ColumnKind.DateTime, Tables.Column(path, "x").Kind);
        Assert.Equal(days.Split(';').Select(double.Parse), read.Select(day => Math.Round(day - read[0], 7)));
    }

    [Fact]
    public void A_date_with_two_readings_is_an_error_unless_the_user_tells()
    {
        var path = _folder.Write("id,x\n1,05/05/2024\n2,03/04/2024\n");

        var e = Assert.Throws<TableException>(() => Tables.Numbers(path, "x"));

        Assert.Equal(3, e.Line);
        Assert.Contains("2024-04-03 or 2024-03-04", e.Message, StringComparison.Ordinal);
        Assert.Equal(-32, Difference(DateOrder.Dmy));
        Assert.Equal(-62, Difference(DateOrder.Mdy));

        double Difference(DateOrder order) => Tables.Numbers(path, "x", new TableOptions { DateOrder = order }) is var days ? days[1] - days[0] : 0;
    }

    [Fact]
    public void Ids_are_what_is_in_the_file()
    {
        var path = _folder.Write("a,b,c,d\n9007199254740993,007,12.0,4f9c\n9007199254740994,008,13.0,x\n");
        var table = Tables.Scan(path, out var file);
        using (file)
        {
            Assert.Equal(
                ["9007199254740993", "007", "12.0", "4f9c"],
                table.Columns.Select(column => table.Ids(column, null, TestContext.Current.CancellationToken)[0]));
            Assert.All(table.Columns, column => Assert.True(table.Ids(column, null, TestContext.Current.CancellationToken).AreUnique()));
        }
    }

    [Fact]
    public void Categories_do_not_depend_on_the_order_of_the_rows()
    {
        var first = Categories("id,x\n1,b\n2,a\n3,\n4,a\n");
        var second = Categories("id,x\n1,a\n2,\n3,b\n4,a\n");

        Assert.Equal(["(missing)", "a", "b"], first.Levels);
        Assert.Equal(first.Levels, second.Levels);
        Assert.Equal([2, 1, 0, 1], first.Codes);

        Categories Categories(string text)
        {
            var table = Tables.Scan(_folder.Write(text), out var file);
            using (file)
            {
                return table.Categories([table.Find("x")!], 10, null, TestContext.Current.CancellationToken)[0];
            }
        }
    }

    [Theory]
    [InlineData("Annual Income (k$)", "annual_income_k")]
    [InlineData("Income", "income")]
    public void A_column_is_found_by_a_name_that_differs_in_signs_only(string name, string wanted) =>
        Assert.Equal(name, Tables.Column(_folder.Write($"id,{name}\n1,2\n"), wanted).Name);
}
