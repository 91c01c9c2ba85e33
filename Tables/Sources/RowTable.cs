namespace SegmentationUpdates.Tables.Sources;

/// <summary>Rows that were made and not read.</summary>
internal sealed class RowTable(string description, IReadOnlyList<string> header, IReadOnlyList<object?[]> rows) : TableSource
{
    public override IReadOnlyList<string> Header => header;

    public override string Description => description;

    public override long? EstimatedRows => rows.Count;

    public override TableCursor Open() => new Cursor(rows);

    private sealed class Cursor(IReadOnlyList<object?[]> rows) : ObjectCursor
    {
        private int _row = -1;

        public override long Line => _row + 2;

        public override bool Read() => ++_row < rows.Count;

        protected override object? Value(int column) => rows[_row][column];
    }
}
