using System.IO.Compression;
using System.Text;

namespace SegmentationUpdates.Tables.Tests;

/// <summary>A folder of the test's own for files that it makes.</summary>
internal sealed class TestFolder : IDisposable
{
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Sheets = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    public string Location { get; } = Directory.CreateTempSubdirectory("tables-").FullName;

    public void Dispose() => Directory.Delete(Location, recursive: true);

    public string Write(string text, Encoding? encoding = null, string name = "t.csv")
    {
        encoding ??= new UTF8Encoding(false);
        return Write(encoding.GetPreamble().Concat(encoding.GetBytes(text)), name);
    }

    public string Write(IEnumerable<byte> bytes, string name = "t.csv")
    {
        var path = Path.Combine(Location, name);
        File.WriteAllBytes(path, [.. bytes]);
        return path;
    }

    /// <summary>A workbook: a name and the rows in the XML of a sheet for each.</summary>
    public string WriteWorkbook(params (string Name, string Rows)[] sheets)
    {
        var path = Path.Combine(Location, "t.bin");
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        Add("[Content_Types].xml",
            $"""
            <Types xmlns="{Package}/content-types">
              <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
              <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
            </Types>
            """);
        Add("_rels/.rels",
            $"""
            <Relationships xmlns="{Package}/relationships">
              <Relationship Id="r1" Type="{Relationships}/officeDocument" Target="xl/workbook.xml"/>
            </Relationships>
            """);
        Add("xl/workbook.xml",
            $"""
            <workbook xmlns="{Sheets}" xmlns:r="{Relationships}">
              <sheets>{string.Concat(sheets.Select((sheet, i) => $"<sheet name=\"{sheet.Name}\" sheetId=\"{i + 1}\" r:id=\"r{i + 1}\"/>"))}</sheets>
            </workbook>
            """);
        Add("xl/_rels/workbook.xml.rels",
            $"""
            <Relationships xmlns="{Package}/relationships">
              {string.Concat(sheets.Select((_, i) => $"<Relationship Id=\"r{i + 1}\" Type=\"{Relationships}/worksheet\" Target=\"worksheets/sheet{i + 1}.xml\"/>"))}
              <Relationship Id="rs" Type="{Relationships}/styles" Target="styles.xml"/>
            </Relationships>
            """);
        Add("xl/styles.xml",
            $"""<styleSheet xmlns="{Sheets}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>""");
        for (var i = 0; i < sheets.Length; i++)
        {
            Add($"xl/worksheets/sheet{i + 1}.xml", $"""<worksheet xmlns="{Sheets}"><sheetData>{sheets[i].Rows}</sheetData></worksheet>""");
        }

        return path;

        void Add(string name, string xml)
        {
            using var writer = new StreamWriter(archive.CreateEntry(name).Open());
            writer.Write($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>{xml}");
        }
    }
}
