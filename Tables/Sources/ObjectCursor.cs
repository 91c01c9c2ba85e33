using System.Globalization;
using SegmentationUpdates.Tables.Cells;

namespace SegmentationUpdates.Tables.Sources;

/// <summary>Rows whose cells have types.</summary>
internal abstract class ObjectCursor : TableCursor
{
    public override CellKind Kind(int column) => CellText.Kind(Value(column));

    public override ReadOnlySpan<char> Text(int column) => CellText.Of(Value(column));

    public override double Number(int column) => Convert.ToDouble(Value(column), CultureInfo.InvariantCulture);

    public override DateTime Instant(int column) => Value(column) is DateOnly day ? day.ToDateTime(TimeOnly.MinValue) : (DateTime)Value(column)!;

    /// <summary>The cell's value; null for none.</summary>
    protected abstract object? Value(int column);
}
