namespace SegmentationUpdates.Customers;

/// <summary>
/// A customer file cannot be read or written. The message is complete for the person who has the file:
/// it names the file, the line, the column and the value, as far as they are known, and the mend.
/// </summary>
public sealed class CustomerFileException : Exception
{
    internal CustomerFileException(string path, string problem, Exception? innerException = null)
        : base($"{path}: {problem}", innerException) => Path = path;

    internal CustomerFileException(string path, long line, string problem, Exception? innerException = null)
        : base($"{path}, line {line}: {problem}", innerException)
    {
        Path = path;
        Line = line;
    }

    internal CustomerFileException(string path, long line, string column, string value, string problem)
        : base($"{path}, line {line}, column '{column}', value '{value}': {problem}")
    {
        Path = path;
        Line = line;
        Column = column;
        Value = value;
    }

    public string Path { get; }

    /// <summary>Counted from 1, the header included; null when the problem is not in a line.</summary>
    public long? Line { get; }

    public string? Column { get; }

    /// <summary>The value as it is in the file, cut when it is very long.</summary>
    public string? Value { get; }
}
