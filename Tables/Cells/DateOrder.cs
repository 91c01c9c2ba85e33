namespace SegmentationUpdates.Tables.Cells;

/// <summary>How dates that end with the year begin.</summary>
public enum DateOrder
{
    /// <summary>Day, month, year: 31/12/2024.</summary>
    Dmy,

    /// <summary>Month, day, year: 12/31/2024.</summary>
    Mdy,
}
