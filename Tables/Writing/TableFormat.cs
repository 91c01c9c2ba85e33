namespace SegmentationUpdates.Tables;

/// <summary>Formats that tables are written in.</summary>
public enum TableFormat
{
    Csv,
    Jsonl,
    Parquet,
}
