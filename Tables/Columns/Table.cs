using SegmentationUpdates.Tables.Cells;
using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Tables.Columns;

/// <summary>
/// A table whose columns are known: all rows were read once. Values of columns are read on demand; the numbers that the first reading kept are at hand.
/// </summary>
public sealed class Table
{
    private readonly TableFile _file;

    private Table(TableFile file, int rows, TableColumn[] columns) => (_file, Rows, Columns) = (file, rows, columns);

    public string Path => _file.Path;

    public int Rows { get; }

    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>What was found out, in one line.</summary>
    public string Description
    {
        get
        {
            var comma = Columns.Any(column => column.IsNumeric && column.Sign == DecimalSign.Comma);
            return $"{_file.Description}{(comma ? ", decimal comma" : "")}";
        }
    }

    /// <summary>The rows again, from the first.</summary>
    public TableCursor Cursor() => _file.Rows();

    /// <summary>The column of that name; else the one that differs in case, blanks and signs only; else null.</summary>
    public TableColumn? Find(string name) => ColumnMap.IndexOf(_file.Names, name) is >= 0 and var at ? Columns[at] : null;

    /// <summary>Where the value of a row stands, and how it is written. Reads the file again up to there: for errors.</summary>
    public CellPlace Place(int row, TableColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        using var cursor = _file.Rows();
        for (var i = 0; i <= row; i++)
        {
            if (!cursor.Read())
            {
                throw Changed();
            }
        }

        return new CellPlace(cursor.Line, cursor.Kind(column.Position) == CellKind.Missing ? "" : cursor.Text(column.Position).ToString());
    }

    /// <summary>The error that a value is.</summary>
    public TableException Wrong(int row, TableColumn column, string problem)
    {
        var place = Place(row, column);
        return new TableException(Path, place.Line, column.Name, place.Value, problem);
    }

    /// <summary>Reads all rows, and finds out what the columns are.</summary>
    /// <param name="file">Stays open as long as the table is used.</param>
    /// <param name="progress">Told how many rows are read; null for nobody.</param>
    /// <param name="cancellationToken">Takes effect before the next row.</param>
    /// <exception cref="TableException">A row is broken.</exception>
    public static Table Scan(TableFile file, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        var scans = new ColumnScan[file.Names.Count];
        for (var i = 0; i < scans.Length; i++)
        {
            scans[i] = new ColumnScan();
        }

        using var cursor = file.Rows();
        var rows = 0;
        while (cursor.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < scans.Length; i++)
            {
                scans[i].Add(cursor, i);
            }

            rows++;
            progress?.Report(rows);
        }

        return new Table(
            file,
            rows,
            [.. scans.Select((scan, i) => new TableColumn(file.Names[i], i, scan, Sign(scan, scans, file.Options), file.Options.DateOrder))]);
    }

    /// <summary>The values of columns of numbers, dates (days since the year 1) and truth values (1 and 0), NaN where there is none.</summary>
    /// <exception cref="TableException">A column can be read in two ways: shows a line, both readings and the option.</exception>
    public IReadOnlyList<NumberChunks> Numbers(
        IReadOnlyList<TableColumn> columns, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(columns);
        foreach (var column in columns)
        {
            RefuseTwoReadings(column);
        }

        TableColumn[] unread = [.. columns.Where(column => column.Values is null)];
        var read = unread.Select(_ => new NumberChunks()).ToArray();
        if (unread.Length > 0)
        {
            ForEachRow((cursor, _) =>
            {
                for (var i = 0; i < unread.Length; i++)
                {
                    read[i].Add(unread[i].Read(cursor));
                }
            }, progress, cancellationToken);
        }

        return [.. columns.Select(column => column.Values ?? read[Array.IndexOf(unread, column)])];
    }

    /// <summary>The ids of the rows; empty texts where there is none.</summary>
    public TableIds Ids(TableColumn column, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (column is { IsCanonical: true, Missing: 0, Values: { } values })
        {
            var numbers = new long[values.Count];
            for (var i = 0; i < numbers.Length; i++)
            {
                numbers[i] = (long)values[i];
            }

            return new TableIds(numbers);
        }

        var texts = new string[Rows];
        ForEachRow(
            (cursor, row) => texts[row] = cursor.Kind(column.Position) == CellKind.Missing ? "" : cursor.Text(column.Position).ToString(),
            progress,
            cancellationToken);
        return new TableIds(texts);
    }

    /// <summary>Columns as categories, whatever their kind.</summary>
    /// <exception cref="TableException">A column has more than <paramref name="most"/> values.</exception>
    public IReadOnlyList<Categories> Categories(
        IReadOnlyList<TableColumn> columns, int most, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var readers = columns.Select(column => new CategoryReader(Path, column, Rows, most)).ToArray();
        if (readers.Length > 0)
        {
            ForEachRow((cursor, row) =>
            {
                foreach (var reader in readers)
                {
                    reader.Read(cursor, row);
                }
            }, progress, cancellationToken);
        }

        return [.. readers.Select(reader => reader.Finish())];
    }

    /// <summary>The error that a column with two readings is.</summary>
    /// <exception cref="TableException">It is one.</exception>
    public void RefuseTwoReadings(TableColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (column.IsNumeric && _file.Options.DecimalSign is null && column.Ambiguous is { } cell && !IsSettled(column))
        {
            var (point, comma) = (NumberText.Read(cell.Value).Point, NumberText.Read(cell.Value).Comma);
            throw new TableException(Path, cell.Line, column.Name, cell.Value,
                $"this can be {point:0.######} (decimal point) or {comma:0.######} (decimal comma), and nothing else in the file tells. Say which: "
                    + "--decimal point or --decimal comma.");
        }

        if (column.AmbiguousDate is { } date)
        {
            DateText.FormsOf(date.Value, column.DateForms, out var first, out var last);
            throw new TableException(Path, date.Line, column.Name, date.Value,
                $"this can be {CellText.Of(first)} or {CellText.Of(last)}, and nothing else in the column tells. Say which: --date-order dmy or "
                    + "--date-order mdy.");
        }
    }

    private bool IsSettled(TableColumn column) => column.IsSettled || Columns.Any(other => other.HasPoint) != Columns.Any(other => other.HasComma);

    /// <summary>The sign of a column: its own where only one fits, else that of the other columns of the file.</summary>
    private static DecimalSign Sign(ColumnScan scan, ColumnScan[] all, TableOptions options)
    {
        if (options.DecimalSign is { } given)
        {
            return given;
        }

        if (scan.Points != scan.Commas)
        {
            return scan.Points > scan.Commas ? DecimalSign.Point : DecimalSign.Comma;
        }

        return scan.Ambiguous is not null && all.Any(other => other.CommaOnly is not null) && !all.Any(other => other.PointOnly is not null)
            ? DecimalSign.Comma
            : DecimalSign.Point;
    }

    private void ForEachRow(Action<TableCursor, int> read, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using var cursor = _file.Rows();
        var row = 0;
        while (cursor.Read() && row < Rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            read(cursor, row++);
            progress?.Report(row);
        }

        if (row != Rows)
        {
            throw Changed();
        }
    }

    private TableException Changed() => new(Path, "the file has changed while it was read. Try again.");
}
