using System.Text;

namespace SegmentationUpdates.Standalone.Tabular;

/// <summary>Names of columns on the command line: separated by commas; one with a comma in it stands in double quotes.</summary>
internal static class ColumnNames
{
    public static IReadOnlyList<string> Split(string? text)
    {
        var names = new List<string>();
        if (text is null)
        {
            return names;
        }

        var name = new StringBuilder();
        var quoted = false;
        foreach (var c in text)
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                names.Add(name.ToString().Trim());
                name.Clear();
            }
            else
            {
                name.Append(c);
            }
        }

        names.Add(name.ToString().Trim());
        return names;
    }

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
