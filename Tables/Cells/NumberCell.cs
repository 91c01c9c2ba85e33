namespace SegmentationUpdates.Tables.Cells;

/// <summary>What a text is as a number, under each decimal sign.</summary>
/// <param name="Point">The value if the point is the decimal sign; NaN if it is no number then.</param>
/// <param name="Comma">The value if the comma is.</param>
/// <param name="HasPercent">A percent sign stands beside it. The value is what is written: 12 of "12 %".</param>
/// <param name="Currency">The currency beside it, as it is written; null for none.</param>
internal readonly record struct NumberCell(double Point, double Comma, bool HasPercent = false, string? Currency = null)
{
    public static readonly NumberCell None = new(double.NaN, double.NaN);

    public bool IsNumber => !double.IsNaN(Point) || !double.IsNaN(Comma);

    /// <summary>Both readings are numbers, and not the same: 1.234.</summary>
    public bool IsAmbiguous => !double.IsNaN(Point) && !double.IsNaN(Comma) && !Point.Equals(Comma);
}
