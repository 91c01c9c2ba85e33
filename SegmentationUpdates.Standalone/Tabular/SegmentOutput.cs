using SegmentationUpdates.Tables.Cells;
using SegmentationUpdates.Tables.Columns;
using SegmentationUpdates.Tables.Sources;
using SegmentationUpdates.Tables.Writing;

namespace SegmentationUpdates.Standalone.Tabular;

/// <summary>Writes a row for each customer: the id, what goes with it of the input, and the segment.</summary>
/// <param name="table">The input.</param>
/// <param name="id">Its ids.</param>
/// <param name="passed">Columns of the input to write, in their order.</param>
/// <param name="format">The format.</param>
internal sealed class SegmentOutput(Table table, IdColumn id, IReadOnlyList<TableColumn> passed, TableFormat format)
{
    /// <summary>By the option, else by the name's ending, else CSV.</summary>
    public static TableFormat Format(string path, TableFormat? wanted) => wanted ?? Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".PARQUET" => TableFormat.Parquet,
        ".JSONL" or ".NDJSON" => TableFormat.Jsonl,
        _ => TableFormat.Csv,
    };

    /// <summary>Name of the column of segments: another one when the input has such a column beside it.</summary>
    public string SegmentName => passed.Any(column => column.Name == "segment") || id.Name == "segment" ? "new_segment" : "segment";

    /// <summary>Name of the column of ids: another one for the number of the row when the input has such a column beside it.</summary>
    private string IdName => id.Column is null && passed.Any(column => column.Name == id.Name) ? "row_number" : id.Name;

    /// <param name="stream">Left open.</param>
    /// <param name="labels">Names of the segments.</param>
    /// <param name="segments">Index of the segment of each customer.</param>
    /// <param name="kept">The rows of the table that they are, or null for all.</param>
    /// <param name="progress">Told how many are written.</param>
    /// <param name="cancellationToken">Takes effect before the next one.</param>
    public void Write(
        Stream stream, IReadOnlyList<string> labels, int[] segments, int[]? kept, IProgress<long> progress, CancellationToken cancellationToken)
    {
        var withId = !passed.Contains(id.Column);
        List<OutputColumn> columns = [.. passed.Select(column => new OutputColumn(column.Name, Type(column)))];
        if (withId)
        {
            columns.Insert(0, new OutputColumn(IdName, id.Ids.Numbers is null ? typeof(string) : typeof(long)));
        }

        columns.Add(new OutputColumn(SegmentName, typeof(string)));
        using var writer = TableWriter.Create(format, stream, columns);
        using var cursor = passed.Count == 0 ? null : table.Cursor();
        var cells = new object?[columns.Count];
        var read = -1;
        for (var i = 0; i < segments.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress.Report(i);
            var row = kept?[i] ?? i;
            if (withId)
            {
                cells[0] = id.Ids.Numbers is { } numbers ? numbers[row] : id.Ids[row];
            }

            if (cursor is not null)
            {
                for (; read < row && cursor.Read(); read++)
                {
                }

                for (var column = 0; column < passed.Count; column++)
                {
                    cells[column + (withId ? 1 : 0)] = Value(cursor, passed[column], columns[column + (withId ? 1 : 0)].Type);
                }
            }

            cells[^1] = labels[segments[i]];
            writer.Write(cells);
        }
    }

    // CSV has no types: what is in the file stays as it is written there.
    private Type Type(TableColumn column) => format == TableFormat.Csv ? typeof(string) : column.Kind switch
    {
        ColumnKind.WholeNumber when column.IsCanonical => typeof(long),
        ColumnKind.Number => typeof(double),
        ColumnKind.WholeNumber when !column.HasLeadingZeros => typeof(double),
        ColumnKind.Boolean => typeof(bool),
        ColumnKind.DateTime when format == TableFormat.Parquet => typeof(DateTime),
        _ => typeof(string),
    };

    private static object? Value(TableCursor cursor, TableColumn column, Type type)
    {
        if (type == typeof(string))
        {
            return cursor.Kind(column.Position) == CellKind.Missing ? null : cursor.Text(column.Position).ToString();
        }

        var value = column.Read(cursor);
        return double.IsNaN(value) ? null
            : type == typeof(long) ? (long)value
            : type == typeof(bool) ? value != 0
            : type == typeof(DateTime) ? new DateTime((long)Math.Round(value * TimeSpan.MillisecondsPerDay) * TimeSpan.TicksPerMillisecond, DateTimeKind.Utc)
            : value;
    }
}
