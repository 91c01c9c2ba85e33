using System.IO.Compression;
using System.Text;
using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Tables.Tests;

public sealed class CsvTableTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("id,a b\n1,x\n2,y\n", "','")]
    [InlineData("id;a b\n1;x\n2;y\n", "';'")]
    [InlineData("id\ta b\n1\tx\n2\ty\n", "tab")]
    [InlineData("id|a b\n1|x\n2|y\n", "'|'")]
    [InlineData("\n \nid,a b\r\n1,x\r2,y", "','")]
    [InlineData("sep=;\nid;a b\n1;x\n2;y\n", "';'")]
    [InlineData("'id','a b'\n'1','x'\n'2','y'\n", "','")]
    [InlineData("Customers of 2024\n\nid,a b\n1,x\n\n2,y\n,\n", "','")]
    [InlineData("id,a b\n1,x,\n2,y,\n", "','")]
    public void The_form_is_found_out(string text, string separator)
    {
        var path = _folder.Write(text);

        Assert.Equal("id|a b/1|x/2|y", Tables.Cells(path));
        using var file = TableFile.Open(path);
        Assert.StartsWith($"CSV, separator {separator}, ", file.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-8", "UTF-8")]
    [InlineData("utf-16", "UTF-16")]
    [InlineData("utf-16BE", "UTF-16")]
    [InlineData("windows-1252", "Windows-1252")]
    public void The_encoding_is_found_out(string encoding, string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var path = _folder.Write(Encoding.GetEncoding(encoding).GetBytes("name,city\nMüller,Köln\n"));

        Assert.Equal("name|city/Müller|Köln", Tables.Cells(path));
        using var file = TableFile.Open(path);
        Assert.EndsWith(name, file.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_first_name() =>
        Assert.Equal("name|n/Müller|1", Tables.Cells(_folder.Write("\"name\",n\nMüller,1\n", Encoding.UTF8)));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_character_across_two_buffers_is_still_UTF_8(int shift)
    {
        var text = $"a,b\n{new string('x', (128 * 1024) - shift - 4)}€,😀\n";

        using var file = TableFile.Open(_folder.Write(text));

        Assert.EndsWith("UTF-8", file.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_guess_can_be_overruled()
    {
        Assert.Equal("a;b/1;2", Tables.Cells(_folder.Write("a;b\n1;2\n"), new TableOptions { Separator = ',' }));
        Assert.Equal("a|b/Ł|2", Tables.Cells(_folder.Write([.. "a,b\n"u8, 0xA3, .. ",2\n"u8]), new TableOptions { Encoding = "windows-1250" }));
    }

    [Fact]
    public void A_quoted_value_may_hold_separators_quotes_and_line_breaks_and_later_errors_still_name_their_line()
    {
        var path = _folder.Write("id,note,n\n1,\"a, \"\"b\"\"\nc\r\nd\",5\n2,e\n");

        var e = Assert.Throws<TableException>(() => Tables.Cells(path));

        Assert.Equal(5, e.Line);
        Assert.Contains("2 fields where the header has 3: '2,e'", e.Message, StringComparison.Ordinal);
        Assert.Equal("id|note|n/1|a, \"b\"\nc\r\nd|5", Tables.Cells(_folder.Write("id,note,n\n1,\"a, \"\"b\"\"\nc\r\nd\",5\n")));
    }

    [Fact]
    public void A_quote_that_is_not_closed_names_the_line_where_it_opens()
    {
        var e = Assert.Throws<TableException>(() => Tables.Cells(_folder.Write("a,b\n1,2\n3,\"x\n5,6\n")));

        Assert.Equal(3, e.Line);
        Assert.Contains("bad quoting", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gzip_is_recognised_whatever_the_name()
    {
        var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionMode.Compress))
        {
            gzip.Write("a,b\n1,2\n"u8);
        }

        var path = _folder.Write(memory.ToArray(), "t.xlsx");

        Assert.Equal("a|b/1|2", Tables.Cells(path));
        using var file = TableFile.Open(path);
        Assert.EndsWith(", gzip", file.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_made_distinct_and_never_empty() =>
        Assert.Equal("column_1|x|x_2/0|1|2", Tables.Cells(_folder.Write(",x,x\n0,1,2\n")));

    [Theory]
    [InlineData("", "the file is empty. It needs a first line with the column names.")]
    [InlineData("\n  \n\n", "the file has blank lines only.")]
    [InlineData("1,2\n3,4\n", "the column names must be there, not numbers ('1,2')")]
    [InlineData("a;b,c;d\n1;2,3;4\n", "by ';' (3 columns) or by ',' (2 columns)")]
    [InlineData("{\"a\":1}", "this is JSON")]
    [InlineData("<html>", "(HTML or XML)")]
    [InlineData("a,b\n1,\0\n", "zero bytes")]
    public void What_is_no_table_is_told_with_the_mend(string text, string problem)
    {
        var e = Assert.Throws<TableException>(() => Tables.Cells(_folder.Write(text)));

        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_encoding_that_is_not_the_files_is_told()
    {
        var path = _folder.Write([.. "a,b\n"u8, 0xE9, .. ",2\n"u8]);

        Assert.Contains(
            "are no utf-8 text",
            Assert.Throws<TableException>(() => Tables.Cells(path, new TableOptions { Encoding = "utf-8" })).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "--encoding 'klingon' is not known",
            Assert.Throws<TableException>(() => Tables.Cells(path, new TableOptions { Encoding = "klingon" })).Message,
            StringComparison.Ordinal);
    }
}
