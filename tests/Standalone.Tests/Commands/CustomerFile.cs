namespace SegmentationUpdates.Standalone.Tests.Commands;

/// <summary>The project's customers file, and faulty copies of it.</summary>
internal static class CustomerFile
{
    public static string Original { get; } = Path.Combine(AppContext.BaseDirectory, "customer_segments_full.csv");

    /// <summary>Header and the first rows; every row is an array of its fields.</summary>
    public static List<string[]> Rows(int count) =>
        [.. File.ReadLines(Original).Take(count + 1).Select(line => line.Split(','))];

    public static string Write(string folder, IEnumerable<string[]> rows, string name = "customers.csv")
    {
        var path = Path.Combine(folder, name);
        File.WriteAllLines(path, rows.Select(fields => string.Join(',', fields)));
        return path;
    }

    /// <summary>A copy of the first rows with one value, of a line counted from 1, replaced.</summary>
    public static string With(string folder, int count, int line, string column, string value)
    {
        var rows = Rows(count);
        rows[line - 1][Array.IndexOf(rows[0], column)] = value;
        return Write(folder, rows);
    }
}
