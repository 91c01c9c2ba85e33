using System.Text;
using SegmentationUpdates.Tables.Cells;
using SegmentationUpdates.Tables.Sources;
using Sylvan.Data.Csv;

namespace SegmentationUpdates.Tables.Csv;

/// <summary>The rows of a text.</summary>
/// <param name="path">For messages.</param>
/// <param name="columns">Values in each row.</param>
/// <param name="csv">Disposed with this.</param>
/// <param name="mayBreakLines">A value may be quoted, and then hold line breaks.</param>
internal sealed class CsvCursor(string path, int columns, CsvDataReader csv, bool mayBreakLines) : TableCursor
{
    private long _line;
    private long _next = 1;

    public override long Line => _line;

    public override bool Read()
    {
        while (Advance())
        {
            if (csv.RowFieldCount == columns)
            {
                if (columns > 1 ? csv.GetFieldSpan(0).Length > 0 || !IsBlank() : !csv.GetFieldSpan(0).IsWhiteSpace())
                {
                    return true;
                }
            }
            else if (!IsBlank())
            {
                return csv.RowFieldCount > columns && IsBlank(columns) ? true : throw WrongNumberOfFields();
            }
        }

        return false;
    }

    public override CellKind Kind(int column) => CellKind.Text;

    public override ReadOnlySpan<char> Text(int column) => csv.GetFieldSpan(column).Trim();

    /// <summary>Passes rows over, whatever is in them.</summary>
    public void Skip(int rows)
    {
        for (var i = 0; i < rows; i++)
        {
            Advance();
        }
    }

    /// <summary>All fields of the next row, whatever their number; null at the end.</summary>
    public string[]? ReadCells()
    {
        if (!Advance())
        {
            return null;
        }

        var cells = new string[csv.RowFieldCount];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = csv.GetFieldSpan(i).Trim().ToString();
        }

        return cells;
    }

    public static TableException NotInEncoding(string path, Encoding encoding, Exception e) =>
        new(path, $"there are bytes in it that are no {encoding.WebName} text. Leave --encoding out, or name another.", e);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            csv.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool Advance()
    {
        _line = _next;
        try
        {
            if (!csv.Read())
            {
                return false;
            }
        }
        catch (FormatException e)
        {
            throw new TableException(path, _line, $"bad quoting or an overlong line ({e.Message.TrimEnd('.')}). "
                + "A value with a separator, a quote or a line break in it stands in double quotes, with each quote in it doubled.", e);
        }
        catch (DecoderFallbackException e)
        {
            throw new TableException(path, _line, "bytes at or after this line are not in the file's encoding. Name the right one with --encoding.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new TableException(path, _line, $"the file cannot be read: {e.Message}", e);
        }

        _next++;
        if (mayBreakLines)
        {
            for (var i = 0; i < csv.RowFieldCount; i++)
            {
                _next += Breaks(csv.GetFieldSpan(i));
            }
        }

        return true;
    }

    private static int Breaks(ReadOnlySpan<char> text)
    {
        var breaks = 0;
        while (text.IndexOfAny('\r', '\n') is >= 0 and var at)
        {
            breaks++;
            text = text[(at + (text[at..].StartsWith("\r\n") ? 2 : 1))..];
        }

        return breaks;
    }

    private bool IsBlank(int from = 0)
    {
        for (var i = from; i < csv.RowFieldCount; i++)
        {
            if (!csv.GetFieldSpan(i).IsWhiteSpace())
            {
                return false;
            }
        }

        return true;
    }

    private TableException WrongNumberOfFields()
    {
        var fields = Enumerable.Range(0, csv.RowFieldCount).Select(i => csv.GetFieldSpan(i).ToString());
        var hint = csv.RowFieldCount > columns
            ? "A value with the separator in it stands in double quotes. If the separator is another, name it with --separator."
            : "Leave nothing out: where there is no value its place is left empty.";
        return new TableException(path, _line,
            $"{csv.RowFieldCount} fields where the header has {columns}: '{TableException.Shorten(string.Join(',', fields))}'. {hint}");
    }
}
