using System.IO.Compression;
using System.Text;

namespace SegmentationUpdates.Tables.Tests;

/// <summary>A folder of the test's own for files that it makes.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Location { get; } = Directory.CreateTempSubdirectory("tables-").FullName;

    public void Dispose() => Directory.Delete(Location, recursive: true);

    public string Write(string text, Encoding? encoding = null, string name = "t.csv") => Write((encoding ?? new UTF8Encoding(false)).GetPreamble().Concat((encoding ?? new UTF8Encoding(false)).GetBytes(text)), name);

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
        Add("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>");
        Add("_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        Add("xl/workbook.xml", $"<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>{string.Concat(sheets.Select((s, i) => $"<sheet name=\"{s.Name}\" sheetId=\"{i + 1}\" r:id=\"r{i + 1}\"/>"))}</sheets></workbook>");
        Add("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{string.Concat(sheets.Select((_, i) => $"<Relationship Id=\"r{i + 1}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{i + 1}.xml\"/>"))}<Relationship Id=\"rs\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>");
        Add("xl/styles.xml", "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>");
        for (var i = 0; i < sheets.Length; i++)
        {
            Add($"xl/worksheets/sheet{i + 1}.xml", $"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{sheets[i].Rows}</sheetData></worksheet>");
        }

        return path;

        void Add(string name, string xml)
        {
            using var writer = new StreamWriter(archive.CreateEntry(name).Open());
            writer.Write($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>{xml}");
        }
    }
}
