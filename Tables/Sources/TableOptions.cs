using SegmentationUpdates.Tables.Cells;

namespace SegmentationUpdates.Tables.Sources;

/// <summary>What a user knows of a file better than the guesses; null leaves the guess.</summary>
public sealed record TableOptions
{
    /// <summary>Between the values of a line of text.</summary>
    public char? Separator { get; init; }

    /// <summary>The decimal sign of numbers that are text.</summary>
    public DecimalSign? DecimalSign { get; init; }

    /// <summary>Name of the encoding of text, as "utf-8" or "windows-1252".</summary>
    public string? Encoding { get; init; }

    /// <summary>Name of the sheet of a workbook, or its number from 1.</summary>
    public string? Sheet { get; init; }

    /// <summary>Other names for columns: the name to use, and the one in the file.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Map { get; init; } = [];

    /// <summary>Whether 03/04/2024 is in April or in March.</summary>
    public DateOrder? DateOrder { get; init; }
}
