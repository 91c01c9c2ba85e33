namespace SegmentationUpdates.Standalone.Commands;

/// <summary>A column of a result.</summary>
/// <param name="Name">As PostgreSQL names it.</param>
/// <param name="Type">PostgreSQL's name of its type.</param>
internal sealed record SqlColumn(string Name, string Type)
{
    public bool IsNumber => Type is "smallint" or "integer" or "bigint" or "real" or "double precision" || Type.StartsWith("numeric", StringComparison.Ordinal);
}
