using SegmentationUpdates.Tables.Cells;
using SegmentationUpdates.Tables.Columns;
using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Tables.Tests;

/// <summary>Reads whole tables for assertions.</summary>
internal static class Tables
{
    public static Table Scan(string path, out TableFile file, TableOptions? options = null)
    {
        file = TableFile.Open(path, options);
        return Table.Scan(file);
    }

    /// <summary>All cells as text, row after row, the names first.</summary>
    public static string Cells(string path, TableOptions? options = null)
    {
        using var file = TableFile.Open(path, options);
        var rows = new List<string> { string.Join('|', file.Names) };
        using var cursor = file.Rows();
        while (cursor.Read())
        {
            rows.Add(string.Join('|', file.Names.Select((_, i) => cursor.Kind(i) == CellKind.Missing ? "" : cursor.Text(i).ToString())));
        }

        return string.Join('/', rows);
    }

    public static double[] Numbers(string path, string column, TableOptions? options = null)
    {
        var table = Scan(path, out var file, options);
        using (file)
        {
            return table.Numbers([table.Find(column)!])[0].ToArray();
        }
    }

    public static TableColumn Column(string path, string name, TableOptions? options = null)
    {
        var table = Scan(path, out var file, options);
        file.Dispose();
        return table.Find(name)!;
    }
}
