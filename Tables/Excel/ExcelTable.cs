using System.Globalization;
using System.Text;
using ExcelDataReader;
using ExcelDataReader.Exceptions;
using SegmentationUpdates.Tables.Cells;
using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Tables.Excel;

/// <summary>A sheet of a workbook, xlsx or the older xls.</summary>
internal sealed class ExcelTable : TableSource
{
    private readonly TableInput _input;
    private readonly int _sheet;
    private readonly int _before;
    private readonly int _first;

    private ExcelTable(TableInput input, TableOptions options)
    {
        _input = input;
        using var reader = OpenReader(input);
        var sheets = new List<string>();
        var found = -1;
        string[]? header = null;
        do
        {
            sheets.Add(reader.Name);
            if (found >= 0 || (options.Sheet is { } wanted && !IsSheet(wanted, reader.Name, sheets.Count)))
            {
                continue;
            }

            var rows = new List<string[]>();
            while (rows.Count < TableHeader.Looked && reader.Read())
            {
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => CellText.Of(reader.GetValue(i)))]);
            }

            if (TableHeader.Find(rows) is >= 0 and var at)
            {
                (found, _before, EstimatedRows) = (sheets.Count - 1, at, Math.Max(0, reader.RowCount - at - 1));
                (_first, header) = Trimmed(rows[at], rows.Skip(at + 1));
                header = TableHeader.Names(input.Name, at + 1, header);
            }
        }
        while (reader.NextResult());

        if (header is null)
        {
            throw new TableException(input.Name, options.Sheet is { } sheet && !sheets.Where((name, i) => IsSheet(sheet, name, i + 1)).Any()
                ? $"there is no sheet '{sheet}'. The sheets are: {string.Join(", ", sheets)}."
                : "the sheet is empty. It needs a row with the column names.");
        }

        (_sheet, Header) = (found, header);
        Description = $"Excel, sheet '{sheets[found]}'"
            + (sheets.Count > 1 ? $" of {sheets.Count} (--sheet takes another)" : "")
            + (_before > 0 ? $", names in row {_before + 1}" : "");
    }

    public override IReadOnlyList<string> Header { get; }

    public override string Description { get; }

    public override long? EstimatedRows { get; }

    public static ExcelTable Open(TableInput input, TableOptions options) => new(input, options);

    public override TableCursor Open()
    {
        var reader = OpenReader(_input);
        for (var sheet = 0; sheet < _sheet; sheet++)
        {
            reader.NextResult();
        }

        for (var row = 0; row <= _before; row++)
        {
            reader.Read();
        }

        return new ExcelCursor(_input.Name, reader, _first, Header.Count, _before + 1);
    }

    private static bool IsSheet(string wanted, string name, int number) =>
        wanted.Equals(name, StringComparison.OrdinalIgnoreCase) || wanted == number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A table may begin in column B, and a sheet be wider than its table.</summary>
    private static (int First, string[] Names) Trimmed(string[] row, IEnumerable<string[]> below)
    {
        var last = Array.FindLastIndex(row, cell => cell.Length > 0);
        var first = Array.FindIndex(row, cell => cell.Length > 0);

        // Values below a name that is missing at the left are the index of a data frame.
        first = first == 1 && below.Any(values => values[0].Length > 0) ? 0 : first;
        return (first, row[first..(last + 1)]);
    }

    private static IExcelDataReader OpenReader(TableInput input)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var stream = input.OpenSeekable();
        try
        {
            return ExcelReaderFactory.CreateReader(stream);
        }
        catch (Exception e) when (e is ExcelReaderException or InvalidDataException or IOException or FormatException)
        {
            stream.Dispose();
            throw new TableException(input.Name, e is InvalidPasswordException
                ? "the workbook is protected by a password. Save it without one."
                : "this is an archive or a document, not a workbook. Unpack it, or save it as CSV, Excel (xlsx) or Parquet.", e);
        }
    }
}
