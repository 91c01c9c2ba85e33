namespace SegmentationUpdates.Standalone.Commands;

internal enum SqlFormat
{
    Table,
    Csv,
    Json,
}
