namespace SegmentationUpdates.Tables.Columns;

/// <summary>A column as categories.</summary>
/// <param name="Column">The column.</param>
/// <param name="Levels">Its distinct values in ordinal order; <see cref="Missing"/> among them for rows without one.</param>
/// <param name="Codes">Of each row the index among the levels.</param>
public sealed record Categories(TableColumn Column, IReadOnlyList<string> Levels, int[] Codes)
{
    /// <summary>The category of rows without a value.</summary>
    public const string Missing = "(missing)";
}
