namespace SegmentationUpdates.Tables.Writing;

/// <summary>Formats that tables are written in.</summary>
public enum TableFormat
{
    Csv,
    Jsonl,
    Parquet,
}
