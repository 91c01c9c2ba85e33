namespace SegmentationUpdates.Tables.Cells;

/// <summary>The sign before the decimals. The other one may group thousands.</summary>
public enum DecimalSign
{
    /// <summary>1234.5 or 1,234.5</summary>
    Point,

    /// <summary>1234,5 or 1.234,5</summary>
    Comma,
}
