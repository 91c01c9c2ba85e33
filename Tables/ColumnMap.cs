using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Tables;

/// <summary>Gives columns other names, and finds a column by a name that people write.</summary>
internal static class ColumnMap
{
    /// <summary>The one of that name; else the only one that differs in case, blanks and signs at most; else -1.</summary>
    public static int IndexOf(IReadOnlyList<string> names, string name)
    {
        var alike = -1;
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
            {
                return i;
            }

            if (Plain(names[i]) is { Length: > 0 } plain && plain == Plain(name))
            {
                alike = alike == -1 ? i : -2;
            }
        }

        return Math.Max(alike, -1);
    }

    /// <exception cref="TableException">A column is not there, or two would have one name.</exception>
    public static void Apply(string path, string[] names, IReadOnlyList<KeyValuePair<string, string>> map)
    {
        string[] original = [.. names];
        foreach (var (name, column) in map)
        {
            var at = IndexOf(original, column);
            if (at < 0)
            {
                throw new TableException(path, $"--map {name}={column}: there is no column '{column}'. The columns are: {string.Join(", ", original)}.");
            }

            names[at] = name;
        }

        if (names.CountBy(name => name).FirstOrDefault(name => name.Value > 1) is { Key: { } twice })
        {
            throw new TableException(path, $"--map gives two columns the name '{twice}'. Map the other one to another name too.");
        }
    }

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
