using SegmentationUpdates.Tables.Csv;
using SegmentationUpdates.Tables.Excel;
using SegmentationUpdates.Tables.Parquet;
using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Tables;

/// <summary>
/// A table in a file, whatever its format: CSV and its kin, Parquet, or a workbook of Excel, packed by gzip or not, recognised by what is in it and
/// not by its name. The rows can be read as often as needed; none is kept.
/// </summary>
public sealed class TableFile : IDisposable
{
    private readonly TableInput? _input;
    private readonly TableSource _source;

    private TableFile(string path, TableInput? input, TableSource source, TableOptions options)
    {
        (Path, _input, _source, Options) = (path, input, source, options);
        var names = Distinct(source.Header);
        ColumnMap.Apply(path, names, options.Map);
        Names = names;
        RepeatedNames = [.. source.Header.Where(name => name.Length > 0).CountBy(name => name).Where(name => name.Value > 1).Select(name => name.Key)];
    }

    /// <summary>The file as its user named it.</summary>
    public string Path { get; }

    /// <summary>What was found out, as "CSV, separator ';', Windows-1252".</summary>
    public string Description => _source.Description + (_input is { IsGzip: true } ? ", gzip" : "");

    /// <summary>
    /// The columns in the order of the file, as <see cref="TableOptions.Map"/> renames them: distinct, none empty. A column without a name is called
    /// by its place: column_1.
    /// </summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Names that several columns have in the file.</summary>
    public IReadOnlyList<string> RepeatedNames { get; }

    /// <summary>Rows that there seem to be, to show how far a reading is; null when nobody knows.</summary>
    public long? EstimatedRows => _source.EstimatedRows;

    internal TableOptions Options { get; }

    /// <param name="path">A file, or <c>-</c> for standard input.</param>
    /// <param name="options">What the user knows better; null for nothing.</param>
    /// <exception cref="TableException">There is no table that can be read; the message says why, and the mend.</exception>
    public static TableFile Open(string path, TableOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        options ??= new TableOptions();
        var input = TableInput.Open(path);
        try
        {
            return new TableFile(input.Name, input, Recognise(input, options), options);
        }
        catch (Exception e)
        {
            input.Dispose();
            if (e is IOException or InvalidDataException or UnauthorizedAccessException)
            {
                throw new TableException(input.Name, $"the file cannot be read: {e.Message}", e);
            }

            throw;
        }
    }

    /// <summary>A table that was made of something else.</summary>
    /// <param name="path">What it was made of, for messages.</param>
    /// <param name="description">How, in a few words.</param>
    /// <param name="names">The columns.</param>
    /// <param name="rows">Numbers, texts, dates, truth values, or null, in the order of the columns.</param>
    public static TableFile FromRows(string path, string description, IReadOnlyList<string> names, IReadOnlyList<object?[]> rows) =>
        new(path, null, new RowTable(description, names, rows), new TableOptions());

    /// <summary>Place of the column of that name; else of the only one that differs in case, blanks and signs at most; else -1.</summary>
    public int IndexOf(string name) => ColumnMap.IndexOf(Names, name);

    /// <summary>The rows from the first.</summary>
    /// <exception cref="TableException">The file cannot be read.</exception>
    public TableCursor Rows() => _source.Open();

    public void Dispose() => _input?.Dispose();

    private static TableSource Recognise(TableInput input, TableOptions options)
    {
        Span<byte> start = stackalloc byte[8];
        int length;
        using (var stream = input.OpenRead())
        {
            length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        }

        start = start[..length];
        if (start.StartsWith("PAR1"u8))
        {
            return ParquetTable.Open(input);
        }

        if (start.StartsWith("PK\x03\x04"u8) || start.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
        {
            return ExcelTable.Open(input, options);
        }

        foreach (var (magic, what) in (ReadOnlySpan<(string, string)>)
            [
                ("%PDF", "a PDF document"),
                ("ORC", "an ORC file"),
                ("Obj\x01", "an Avro file"),
                ("SQLite f", "an SQLite database"),
                ("{", "JSON"),
                ("[", "JSON"),
                ("<", "a page or document with tags (HTML or XML)")])
        {
            if (Starts(start, magic))
            {
                throw new TableException(input.Name, $"this is {what}, not a table that can be read. Save it as CSV, Excel (xlsx) or Parquet.");
            }
        }

        return CsvTable.Open(input, options);
    }

    private static bool Starts(ReadOnlySpan<byte> bytes, string magic)
    {
        if (bytes.Length < magic.Length)
        {
            return false;
        }

        for (var i = 0; i < magic.Length; i++)
        {
            if (bytes[i] != magic[i])
            {
                return false;
            }
        }

        return true;
    }

    private static string[] Distinct(IReadOnlyList<string> header)
    {
        var seen = new HashSet<string>(header.Where(name => name.Length > 0), StringComparer.Ordinal);
        var used = new HashSet<string>(StringComparer.Ordinal);
        return [.. header.Select((name, i) =>
        {
            var wanted = name.Length == 0 ? $"column_{i + 1}" : name;
            for (var n = 2; !used.Add(wanted) || (name.Length == 0 && seen.Contains(wanted)); n++)
            {
                wanted = name.Length == 0 ? $"column_{i + 1}_{n}" : $"{name}_{n}";
            }

            return wanted;
        })];
    }
}
