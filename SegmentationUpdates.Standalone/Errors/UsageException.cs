namespace SegmentationUpdates.Standalone.Errors;

/// <summary>The options can be read, but not meant. The message names them, a line for each problem.</summary>
internal sealed class UsageException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    public static void ThrowIfAny(IEnumerable<string> problems)
    {
        var lines = problems.ToList();
        if (lines.Count > 0)
        {
            throw new UsageException(string.Join(Environment.NewLine, lines));
        }
    }
}
