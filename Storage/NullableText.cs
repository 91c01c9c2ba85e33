using Npgsql;

namespace SegmentationUpdates.Storage;

public static class NullableText
{
    /// <summary>The text of a column; null for NULL.</summary>
    public static string? TextOrNull(this NpgsqlDataReader reader, int column)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return reader.IsDBNull(column) ? null : reader.GetString(column);
    }
}
