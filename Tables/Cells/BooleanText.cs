namespace SegmentationUpdates.Tables.Cells;

/// <summary>Pairs of words that say yes and no.</summary>
internal static class BooleanText
{
    private static readonly (string True, string False)[] Pairs = [("true", "false"), ("yes", "no"), ("y", "n"), ("t", "f"), ("ja", "nein")];

    /// <summary>A bit for each pair.</summary>
    public const int AllPairs = (1 << 5) - 1;

    /// <summary>The pairs, among <paramref name="pairs"/>, that the text is of.</summary>
    public static int PairsOf(ReadOnlySpan<char> trimmed, int pairs)
    {
        var left = 0;
        for (var i = 0; i < Pairs.Length && trimmed.Length <= 5; i++)
        {
            if ((pairs & (1 << i)) != 0
                && (trimmed.Equals(Pairs[i].True, StringComparison.OrdinalIgnoreCase) || trimmed.Equals(Pairs[i].False, StringComparison.OrdinalIgnoreCase)))
            {
                left |= 1 << i;
            }
        }

        return left;
    }

    /// <summary>Whether a text that is of a pair says yes.</summary>
    public static bool IsTrue(ReadOnlySpan<char> trimmed) => trimmed[0] is 't' or 'T' or 'y' or 'Y' or 'j' or 'J';
}
