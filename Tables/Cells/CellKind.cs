namespace SegmentationUpdates.Tables.Cells;

/// <summary>What a file says that a cell is. Text files say text of everything.</summary>
public enum CellKind
{
    Missing,
    Text,
    Number,
    DateTime,
    Boolean,
}
