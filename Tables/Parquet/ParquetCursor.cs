using SegmentationUpdates.Tables.Cells;
using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Tables.Parquet;

/// <summary>The rows of a Parquet file.</summary>
/// <param name="file">Disposed with this.</param>
internal sealed class ParquetCursor(ParquetFile file) : ObjectCursor
{
    private ParquetValues[] _columns = [];
    private int _group = -1;
    private long _left;
    private int _row;
    private long _line = 1;

    public override long Line => _line;

    public override bool Read()
    {
        _row++;
        while (_left == 0)
        {
            if (++_group >= file.Groups)
            {
                return false;
            }

            _columns = file.Read(_group, out _left);
            _row = 0;
        }

        _left--;
        _line++;
        return true;
    }

    public override CellKind Kind(int column) => _columns[column].Kind(_row);

    public override double Number(int column) => _columns[column].Number(_row);

    protected override object? Value(int column) => _columns[column].Value(_row);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }
}
