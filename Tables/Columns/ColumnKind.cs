namespace SegmentationUpdates.Tables.Columns;

/// <summary>What all values of a column are.</summary>
public enum ColumnKind
{
    /// <summary>There is no value.</summary>
    Empty,

    /// <summary>Numbers without decimals, however they are written: 12, 12.0, 1.2E1.</summary>
    WholeNumber,
    Number,
    DateTime,

    /// <summary>Two words for yes and no.</summary>
    Boolean,
    Text,
}
