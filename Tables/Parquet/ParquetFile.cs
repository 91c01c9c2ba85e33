using Parquet;
using Parquet.Schema;
using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Tables.Parquet;

/// <summary>An open file in Parquet, a group of rows at a time.</summary>
internal sealed class ParquetFile : IDisposable
{
    private readonly Stream _stream;
    private readonly ParquetReader _reader;

    /// <exception cref="TableException">It is damaged.</exception>
    public ParquetFile(TableInput input)
    {
        Name = input.Name;
        _stream = input.OpenSeekable();
        try
        {
            // The library is asynchronous only; a file answers at once.
            _reader = ParquetReader.CreateAsync(_stream, new ParquetOptions(), leaveStreamOpen: true).GetAwaiter().GetResult();
        }
        catch (Exception e)
        {
            _stream.Dispose();
            throw Damaged(e);
        }

        Fields = [.. _reader.Schema.Fields.OfType<DataField>().Where(ParquetValues.CanRead)];
        LeftOut = [.. _reader.Schema.Fields.Where(field => field is not DataField single || !ParquetValues.CanRead(single)).Select(field => field.Name)];
        for (var group = 0; group < Groups; group++)
        {
            using var rows = _reader.OpenRowGroupReader(group);
            Rows += rows.RowCount;
        }
    }

    public string Name { get; }

    public IReadOnlyList<DataField> Fields { get; }

    /// <summary>Columns of lists, structures and bytes.</summary>
    public IReadOnlyList<string> LeftOut { get; }

    public int Groups => _reader.RowGroupCount;

    public long Rows { get; }

    /// <exception cref="TableException">The group is damaged.</exception>
    public ParquetValues[] Read(int group, out long count)
    {
        try
        {
            using var rows = _reader.OpenRowGroupReader(group);
            count = rows.RowCount;
            var values = checked((int)count);
            return [.. Fields.Select(field => ParquetValues.Read(rows, field, values))];
        }
        catch (Exception e) when (e is not (OutOfMemoryException or TableException))
        {
            throw Damaged(e);
        }
    }

    public void Dispose()
    {
        _reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _stream.Dispose();
    }

    private TableException Damaged(Exception e) => new(Name, $"the Parquet file is damaged, or of a kind that cannot be read: {e.Message}", e);
}
