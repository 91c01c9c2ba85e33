using SegmentationUpdates.Tables.Cells;

namespace SegmentationUpdates.Tables.Sources;

/// <summary>Finds the line with the column names: the first that is more than a title.</summary>
internal static class TableHeader
{
    /// <summary>Rows looked at before the names.</summary>
    public const int Looked = 50;

    /// <param name="rows">The first rows, blank ones too.</param>
    /// <returns>Index of the names; -1 when all rows are blank.</returns>
    public static int Find(IReadOnlyList<string[]> rows)
    {
        var first = -1;
        var most = rows.Count == 0 ? 0 : rows.Max(row => row.Length);
        for (var i = 0; i < rows.Count; i++)
        {
            var filled = rows[i].Count(cell => cell.Length > 0);
            if (filled == 0)
            {
                continue;
            }

            first = first < 0 ? i : first;

            // A title or a note stands alone in its line, above lines of many values; of two columns the first, the index of a data frame, may have no name.
            if (filled > 1 || most == 1 || (most == 2 && rows[i].Length == 2 && rows[i][1].Length > 0))
            {
                return i;
            }
        }

        return first;
    }

    /// <exception cref="TableException">The names are numbers: there is no line of names.</exception>
    public static string[] Names(string path, long line, string[] cells)
    {
        string[] names = [.. cells.Select(cell => cell.Trim().Trim('\uFEFF'))];
        return names.Length > 0 && names.All(name => name.Length > 0 && NumberText.Read(name).IsNumber)
            ? throw new TableException(
                path,
                line,
                $"the column names must be there, not numbers ('{TableException.Shorten(string.Join(',', names))}'). Add a line with names at the "
                    + "top.")
            : names;
    }
}
