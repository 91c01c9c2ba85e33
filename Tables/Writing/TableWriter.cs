namespace SegmentationUpdates.Tables.Writing;

/// <summary>Writes a table row by row. What is not disposed is not whole.</summary>
public abstract class TableWriter : IDisposable
{
    /// <param name="format">The format.</param>
    /// <param name="stream">Left open.</param>
    /// <param name="columns">At least one.</param>
    public static TableWriter Create(TableFormat format, Stream stream, IReadOnlyList<OutputColumn> columns) => format switch
    {
        TableFormat.Parquet => new ParquetTableWriter(stream, columns),
        TableFormat.Jsonl => new JsonLinesTableWriter(stream, columns),
        _ => new CsvTableWriter(stream, columns),
    };

    /// <param name="row">A value of the column's type for each column; null for none.</param>
    public abstract void Write(ReadOnlySpan<object?> row);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes what is still to be written.</summary>
    protected abstract void Dispose(bool disposing);
}
