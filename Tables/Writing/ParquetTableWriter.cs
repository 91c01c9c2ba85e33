using Parquet;
using Parquet.Schema;

namespace SegmentationUpdates.Tables.Writing;

/// <summary>Parquet, in groups of rows. Every column may have gaps.</summary>
internal sealed class ParquetTableWriter : TableWriter
{
    private const int GroupRows = 100_000;
    private readonly DataField[] _fields;
    private readonly List<object?>[] _columns;
    private readonly ParquetWriter _writer;

    public ParquetTableWriter(Stream stream, IReadOnlyList<OutputColumn> columns)
    {
        _fields = [.. columns.Select(Field)];
        _columns = [.. columns.Select(_ => new List<object?>())];

        // The library is asynchronous only; a file answers at once.
        _writer = ParquetWriter.CreateAsync(new ParquetSchema(_fields), stream).GetAwaiter().GetResult();
    }

    public override void Write(ReadOnlySpan<object?> row)
    {
        for (var i = 0; i < row.Length; i++)
        {
            _columns[i].Add(row[i]);
        }

        if (_columns[0].Count == GroupRows)
        {
            WriteGroup();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing)
        {
            return;
        }

        if (_columns[0].Count > 0)
        {
            WriteGroup();
        }

        _writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private static DataField Field(OutputColumn column) => column.Type switch
    {
        var type when type == typeof(long) => new DataField<long?>(column.Name),
        var type when type == typeof(double) => new DataField<double?>(column.Name),
        var type when type == typeof(bool) => new DataField<bool?>(column.Name),
        var type when type == typeof(DateTime) => new DataField<DateTime?>(column.Name),
        _ => new DataField<string>(column.Name),
    };

    private void WriteGroup()
    {
        using var group = _writer.CreateRowGroup();
        for (var i = 0; i < _fields.Length; i++)
        {
            Write(group, i).GetAwaiter().GetResult();
            _columns[i].Clear();
        }
    }

    private Task Write(ParquetRowGroupWriter group, int i)
    {
        var (field, values) = (_fields[i], _columns[i]);
        return (Nullable.GetUnderlyingType(field.ClrType) ?? field.ClrType) switch
        {
            var type when type == typeof(long) => group.WriteAsync<long>(field, Array<long>(values).AsMemory()),
            var type when type == typeof(double) => group.WriteAsync<double>(field, Array<double>(values).AsMemory()),
            var type when type == typeof(bool) => group.WriteAsync<bool>(field, Array<bool>(values).AsMemory()),
            var type when type == typeof(DateTime) => group.WriteAsync<DateTime>(field, Array<DateTime>(values).AsMemory()),
            _ => group.WriteAsync(field, values.ConvertAll(value => (string)value!)),
        };
    }


    private static T?[] Array<T>(List<object?> values)
        where T : struct => [.. values.Select(value => (T?)value)];
}
