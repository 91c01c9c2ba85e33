using System.Buffers;
using System.Text;
using SegmentationUpdates.Tables.Cells;

namespace SegmentationUpdates.Tables.Writing;

/// <summary>CSV as RFC 4180 has it, but for line ends of one character: UTF-8, commas, quotes only where they are needed.</summary>
internal sealed class CsvTableWriter : TableWriter
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\n\r");
    private readonly StreamWriter _writer;

    public CsvTableWriter(Stream stream, IReadOnlyList<OutputColumn> columns)
    {
        _writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        Write([.. columns.Select(column => column.Name)]);
    }

    public override void Write(ReadOnlySpan<object?> row)
    {
        for (var i = 0; i < row.Length; i++)
        {
            if (i > 0)
            {
                _writer.Write(',');
            }

            if (row[i] is long number)
            {
                _writer.Write(number);
            }
            else
            {
                Write(CellText.Of(row[i]));
            }
        }

        _writer.Write('\n');
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _writer.Dispose();
        }
    }

    private void Write(string text)
    {
        if (!text.AsSpan().ContainsAny(Quoted))
        {
            _writer.Write(text);
            return;
        }

        _writer.Write('"');
        _writer.Write(text.Replace("\"", "\"\"", StringComparison.Ordinal));
        _writer.Write('"');
    }
}
