namespace SegmentationUpdates.Tables.Sources;

/// <summary>An open table of one format: its columns, and its rows as often as they are asked for.</summary>
internal abstract class TableSource
{
    /// <summary>Names as they are in the file, in its order; empty for a column without one.</summary>
    public abstract IReadOnlyList<string> Header { get; }

    /// <summary>What was found out, as "CSV, separator ';', Windows-1252".</summary>
    public abstract string Description { get; }

    /// <summary>Rows that there seem to be, to show how far a reading is; null when nobody knows.</summary>
    public abstract long? EstimatedRows { get; }

    public abstract TableCursor Open();
}
