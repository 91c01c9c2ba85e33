namespace SegmentationUpdates.Tables.Cells;

/// <summary>Texts that programs write where there is no value.</summary>
internal static class MissingText
{
    private static readonly string[] Words = ["NA", "N/A", "#N/A", "NaN", "null", "none", "nil", "\\N", "<NA>", "NaT", "#N/V", "(null)"];

    /// <param name="trimmed">Without white space around it.</param>
    public static bool Is(ReadOnlySpan<char> trimmed)
    {
        if (trimmed.Length is 0)
        {
            return true;
        }

        if (trimmed.Length > 6 || char.IsAsciiDigit(trimmed[0]))
        {
            return false;
        }

        if (trimmed.Length == 1)
        {
            return trimmed[0] is '?' or '-' or '.' or '\u2013' or '\u2014';
        }

        foreach (var word in Words)
        {
            if (trimmed.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
