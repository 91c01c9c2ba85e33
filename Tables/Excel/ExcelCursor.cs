using ExcelDataReader;
using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Tables.Excel;

/// <summary>The rows of a sheet.</summary>
internal sealed class ExcelCursor(string path, IExcelDataReader reader, int first, int columns, int row) : ObjectCursor
{
    private long _row = row;

    public override long Line => _row;

    public override bool Read()
    {
        while (Advance())
        {
            for (var column = 0; column < columns; column++)
            {
                if (Value(column) is not (null or ""))
                {
                    return true;
                }
            }
        }

        return false;
    }

    protected override object? Value(int column)
    {
        var at = first + column;
        return at < reader.FieldCount ? reader.GetValue(at) : null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            reader.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool Advance()
    {
        _row++;
        try
        {
            return reader.Read();
        }
        catch (Exception e) when (e is IOException or InvalidDataException or FormatException or System.Xml.XmlException)
        {
            throw new TableException(path, _row, $"the workbook is damaged: {e.Message}", e);
        }
    }
}
