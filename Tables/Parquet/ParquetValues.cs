using Parquet;
using Parquet.Schema;
using SegmentationUpdates.Tables.Cells;

namespace SegmentationUpdates.Tables.Parquet;

/// <summary>The values of one column in one group of rows. Numbers are kept as they are, not as objects.</summary>
internal abstract class ParquetValues
{
    public abstract CellKind Kind(int row);

    public abstract double Number(int row);

    public abstract object? Value(int row);

    /// <summary>Whether the column has one value of a known type in each row.</summary>
    public static bool CanRead(DataField field)
    {
        var type = Nullable.GetUnderlyingType(field.ClrType) ?? field.ClrType;
        return !field.IsArray && (type.IsPrimitive || type == typeof(string) || type == typeof(ReadOnlyMemory<char>) || type == typeof(decimal)
            || type == typeof(DateTime) || type == typeof(DateOnly) || type == typeof(TimeSpan) || type == typeof(TimeOnly) || type == typeof(Guid));
    }

    public static ParquetValues Read(ParquetRowGroupReader rows, DataField field, int count)
    {
        var type = Nullable.GetUnderlyingType(field.ClrType) ?? field.ClrType;
        if (type == typeof(string) || type == typeof(ReadOnlyMemory<char>))
        {
            var texts = new string?[count];
            rows.ReadAsync(field, texts.AsMemory()).AsTask().GetAwaiter().GetResult();
            return new Texts(texts);
        }

        return type switch
        {
            _ when type == typeof(double) => Load<double>(rows, field, count, static value => value),
            _ when type == typeof(float) => Load<float>(rows, field, count, static value => value),
            _ when type == typeof(long) => Load<long>(rows, field, count, static value => value),
            _ when type == typeof(int) => Load<int>(rows, field, count, static value => value),
            _ when type == typeof(short) => Load<short>(rows, field, count, static value => value),
            _ when type == typeof(sbyte) => Load<sbyte>(rows, field, count, static value => value),
            _ when type == typeof(byte) => Load<byte>(rows, field, count, static value => value),
            _ when type == typeof(ushort) => Load<ushort>(rows, field, count, static value => value),
            _ when type == typeof(uint) => Load<uint>(rows, field, count, static value => value),
            _ when type == typeof(ulong) => Load<ulong>(rows, field, count, static value => value),
            _ when type == typeof(decimal) => Load<decimal>(rows, field, count, static value => (double)value),
            _ when type == typeof(bool) => Load<bool>(rows, field, count, static value => value ? 1 : 0),
            _ when type == typeof(DateTime) => Load<DateTime>(rows, field, count, null),
            _ when type == typeof(DateOnly) => Load<DateOnly>(rows, field, count, null),
            _ when type == typeof(TimeSpan) => Load<TimeSpan>(rows, field, count, null),
            _ when type == typeof(TimeOnly) => Load<TimeOnly>(rows, field, count, null),
            _ when type == typeof(Guid) => Load<Guid>(rows, field, count, null),
            _ => throw new NotSupportedException($"column '{field.Name}' holds {type.Name}"),
        };
    }

    private static Values<T> Load<T>(ParquetRowGroupReader rows, DataField field, int count, Func<T, double>? number)
        where T : struct
    {
        var values = new T?[count];
        if (field.IsNullable)
        {
            rows.ReadAsync(field, values.AsMemory()).AsTask().GetAwaiter().GetResult();
        }
        else
        {
            var present = new T[count];
            rows.ReadAsync(field, present.AsMemory()).AsTask().GetAwaiter().GetResult();
            for (var i = 0; i < count; i++)
            {
                values[i] = present[i];
            }
        }

        return new Values<T>(values, number);
    }

    private sealed class Values<T>(T?[] values, Func<T, double>? number) : ParquetValues
        where T : struct
    {
        public override CellKind Kind(int row) => values[row] is not { } value ? CellKind.Missing
            : number is null || typeof(T) == typeof(bool) ? CellText.Kind(value)
            : double.IsNaN(number(value)) ? CellKind.Missing : CellKind.Number;

        public override double Number(int row) => number!(values[row]!.Value);

        public override object? Value(int row) => values[row];
    }

    private sealed class Texts(string?[] texts) : ParquetValues
    {
        public override CellKind Kind(int row) => texts[row] is null ? CellKind.Missing : CellKind.Text;

        public override double Number(int row) => throw new InvalidOperationException("The cell is text.");

        public override object? Value(int row) => texts[row];
    }
}
