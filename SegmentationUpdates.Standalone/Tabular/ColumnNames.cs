using SegmentationUpdates.Tables;

namespace SegmentationUpdates.Standalone.Tabular;

/// <summary>Names of columns on the command line: separated by commas; one with a comma in it stands in double quotes.</summary>
internal static class ColumnNames
{
    public static IReadOnlyList<string> Split(string? text) => text is null ? [] : ColumnMapText.Split(text);

    /// <summary>What is wrong with names that an option gives.</summary>
    public static IEnumerable<string> Problems(string option, string? text)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in Split(text))
        {
            if (name.Length == 0)
            {
                yield return $"{option}: '{text}' has an empty name in it. Name columns, separated by commas.";
            }
            else if (!seen.Add(name))
            {
                yield return $"{option}: '{name}' is named twice.";
            }
        }
    }
}
