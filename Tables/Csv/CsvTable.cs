using System.Text;
using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Tables.Csv;

/// <summary>A table as text: CSV, and its kin with other separators.</summary>
internal sealed class CsvTable : TableSource
{
    private const int SampleSize = 1 << 18;
    private readonly TableInput _input;
    private readonly TextScan _scan;
    private readonly Encoding _encoding;
    private readonly CsvDialect _dialect;
    private readonly bool _hasDirective;
    private readonly int _before;

    private CsvTable(TableInput input, TableOptions options)
    {
        _input = input;
        _scan = TextScan.Of(input);
        (_encoding, var encodingName) = TextEncodings.Find(input.Name, _scan, options.Encoding);
        var sample = Sample(out var isWhole);
        if (string.IsNullOrWhiteSpace(sample) && isWhole)
        {
            throw new TableException(input.Name, sample.Length == 0
                ? "the file is empty. It needs a first line with the column names."
                : "the file has blank lines only. It needs a line with the column names.");
        }

        // Excel's own way to say it, for Excel.
        _hasDirective = sample.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && sample.Length > 5 && sample[5] is '\r' or '\n';
        _dialect = CsvDialect.Find(input.Name, _hasDirective ? sample[5..] : sample, isWhole, options.Separator ?? (_hasDirective ? sample[4] : null));
        (_before, Header, var titles) = FindHeader(sample);
        Description = $"CSV, separator {_dialect.SeparatorName}{(_dialect.Quote == '\'' ? ", single quotes" : "")}, {encodingName}{titles}";
    }

    public override IReadOnlyList<string> Header { get; }

    public override string Description { get; }

    public override long? EstimatedRows => Math.Max(0, _scan.Lines - 1);

    public static CsvTable Open(TableInput input, TableOptions options) => new(input, options);

    public override TableCursor Open()
    {
        var cursor = new CsvCursor(_input.Name, Header.Count, _dialect.Read(Text()), _scan.HasQuotes);
        try
        {
            cursor.Skip(_before + 1);
            return cursor;
        }
        catch
        {
            cursor.Dispose();
            throw;
        }
    }

    private StreamReader Text() => new(_input.OpenRead(), _encoding, detectEncodingFromByteOrderMarks: false, 1 << 16);

    private string Sample(out bool isWhole)
    {
        using var reader = Text();
        var buffer = new char[SampleSize];
        try
        {
            var read = reader.ReadBlock(buffer);
            isWhole = read < SampleSize || reader.Peek() < 0;
            return new string(buffer, 0, read).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException e)
        {
            throw CsvCursor.NotInEncoding(_input.Name, _encoding, e);
        }
    }

    private (int Before, string[] Names, string Titles) FindHeader(string sample)
    {
        using var cursor = new CsvCursor(_input.Name, 0, _dialect.Read(new StringReader(sample)), _scan.HasQuotes);
        var rows = new List<string[]>();
        var lines = new List<long>();
        try
        {
            while (rows.Count < TableHeader.Looked && cursor.ReadCells() is { } cells)
            {
                rows.Add(_hasDirective && rows.Count == 0 ? [] : cells);
                lines.Add(cursor.Line);
            }
        }
        catch (TableException) when (rows.Count > 0)
        {
            // The sample ends within a value, or the rows are broken: who reads them has the better word.
        }

        var at = TableHeader.Find(rows);
        var titles = rows.Take(at).Count(row => row.Any(cell => cell.Length > 0));
        return (at, TableHeader.Names(_input.Name, lines[at], rows[at]), titles == 0 ? "" : $", names in line {lines[at]} below {titles} of title");
    }
}
