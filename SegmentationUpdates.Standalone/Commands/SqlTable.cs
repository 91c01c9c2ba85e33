using System.Globalization;
using System.Text;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>Aligned columns for people. The first rows tell the widths; a later value that is wider only moves its own line.</summary>
internal sealed class SqlTable(TextWriter writer) : SqlOutput
{
    private const int Measured = 500;
    private const string Separator = "  ";

    private readonly List<string[]> _waiting = [];
    private IReadOnlyList<SqlColumn> _columns = [];
    private int[]? _widths;
    private long _rows;

    public override void Begin(IReadOnlyList<SqlColumn> columns)
    {
        _columns = columns;
        _widths = null;
        _rows = 0;
        _waiting.Clear();
    }

    public override void Row(string?[] values)
    {
        _rows++;
        var cells = Array.ConvertAll(values, value => value is null ? "NULL" : Printable(value));
        if (_widths is not null)
        {
            WriteLine(cells);
            return;
        }

        _waiting.Add(cells);
        if (_waiting.Count == Measured)
        {
            WriteMeasured();
        }
    }

    public override void End()
    {
        WriteMeasured();
        writer.WriteLine(_rows == 1 ? "(1 row)" : string.Create(CultureInfo.InvariantCulture, $"({_rows:N0} rows)"));
        writer.Flush();
    }

    public override void Done(int rows)
    {
        writer.WriteLine(rows switch
        {
            < 0 => "done",
            1 => "1 row changed",
            _ => string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows changed"),
        });
        writer.Flush();
    }

    public override void Dispose() => writer.Dispose();

    /// <summary>Control characters could do things to a terminal.</summary>
    private static string Printable(string text)
    {
        if (!text.Any(char.IsControl))
        {
            return text;
        }

        var printable = new StringBuilder();
        foreach (var character in text)
        {
            _ = character switch
            {
                '\n' => printable.Append("\\n"),
                '\r' => printable.Append("\\r"),
                '\t' => printable.Append("\\t"),
                _ when char.IsControl(character) => printable.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => printable.Append(character),
            };
        }

        return printable.ToString();
    }

    private static int Width(string text) => new StringInfo(text).LengthInTextElements;

    private void WriteMeasured()
    {
        if (_widths is not null)
        {
            return;
        }

        string[] names = [.. _columns.Select(column => Printable(column.Name))];
        _widths = Array.ConvertAll(names, Width);
        foreach (var cells in _waiting)
        {
            for (var i = 0; i < cells.Length; i++)
            {
                _widths[i] = Math.Max(_widths[i], Width(cells[i]));
            }
        }

        WriteLine(names);
        WriteLine(Array.ConvertAll(_widths, width => new string('-', width)));
        _waiting.ForEach(WriteLine);
        _waiting.Clear();
    }

    private void WriteLine(string[] cells)
    {
        var line = new StringBuilder();
        for (var i = 0; i < cells.Length; i++)
        {
            var padding = new string(' ', Math.Max(0, _widths![i] - Width(cells[i])));
            _ = _columns[i].IsNumber ? line.Append(padding).Append(cells[i]) : line.Append(cells[i]).Append(padding);
            line.Append(Separator);
        }

        writer.WriteLine(line.ToString().TrimEnd());
    }
}
