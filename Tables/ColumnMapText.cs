using System.Text;
using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Tables;

/// <summary>Other names for columns as people write them: <c>income=Einkommen,customer_id="Client No"</c>, or a file with one of them a line.</summary>
public static class ColumnMapText
{
    private const string Example = "Write it like income=Einkommen.";

    /// <summary>The name to use and the column of the file, for <see cref="TableOptions.Map"/>.</summary>
    /// <param name="text">Null or empty for no other names. Without an equals sign it names a file, where # begins a line that is no name.</param>
    /// <exception cref="FormatException">It cannot be read: a sentence for whoever wrote it.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return [];
        }

        var pairs = text.Contains('=', StringComparison.Ordinal) ? Split(text) : Lines(text);
        var map = new List<KeyValuePair<string, string>>();
        foreach (var pair in pairs)
        {
            if (pair.Split('=', 2, StringSplitOptions.TrimEntries) is not [{ Length: > 0 } name, { Length: > 0 } column])
            {
                throw new FormatException($"'{pair}' is not a name and a column. {Example}");
            }

            map.Add(new(name, column.Trim('"')));
        }

        return map.CountBy(pair => pair.Key).FirstOrDefault(name => name.Value > 1) is { Key: { } twice }
            ? throw new FormatException($"'{twice}' is named twice.")
            : map;
    }

    /// <summary>Names separated by commas; one with a comma in it stands in double quotes.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var names = new List<string>();
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

    private static IEnumerable<string> Lines(string file)
    {
        try
        {
            return [.. File.ReadAllLines(file).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new FormatException($"'{file}' is neither a name and a column nor a file that can be read. {Example}", e);
        }
    }
}
