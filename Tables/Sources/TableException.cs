namespace SegmentationUpdates.Tables.Sources;

/// <summary>
/// A table cannot be read. The message is complete for the person who has the file: it names the file, the line, the column and the value, as far
/// as they are known, and the mend.
/// </summary>
public sealed class TableException : Exception
{
    public TableException(string path, string problem, Exception? innerException = null)
        : base($"{path}: {problem}", innerException) => Path = path;

    public TableException(string path, long line, string problem, Exception? innerException = null)
        : base($"{path}, line {line}: {problem}", innerException)
    {
        Path = path;
        Line = line;
    }

    public TableException(string path, long line, string column, string value, string problem)
        : base($"{path}, line {line}, column '{column}', value '{Shorten(value)}': {problem}")
    {
        Path = path;
        Line = line;
        Column = column;
        Value = value;
    }

    /// <summary>The file as its user named it.</summary>
    public string Path { get; }

    /// <summary>Counted from 1, the column names included; null when the problem is not in a line.</summary>
    public long? Line { get; }

    public string? Column { get; }

    /// <summary>The value as it is in the file.</summary>
    public string? Value { get; }

    /// <summary>Text for a message: cut, and control characters replaced, so that a broken file cannot break the terminal.</summary>
    public static string Shorten(string text)
    {
        const int Longest = 80;
        ArgumentNullException.ThrowIfNull(text);
        var cut = text.Length <= Longest ? text : $"{text.AsSpan(0, Longest)}...";
        return string.Create(cut.Length, cut, (to, from) =>
        {
            for (var i = 0; i < to.Length; i++)
            {
                to[i] = char.IsControl(from[i]) ? '\uFFFD' : from[i];
            }
        });
    }
}
