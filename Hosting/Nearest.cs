namespace SegmentationUpdates.Hosting;

/// <summary>Finds what somebody meant who mistyped it.</summary>
public static class Nearest
{
    // An abbreviation shorter than this could be one of anything.
    private const int ShortestAbbreviation = 3;

    /// <summary>The candidate that is the fewest typing mistakes away, or that the text begins; null when none is near.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="candidates">What could have been. The first of those that are as near is taken.</param>
    public static string? To(string text, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(candidates);
        var names = candidates.ToList();
        var mistakes = Math.Max(1, text.Trim('-').Length / 3);
        return names
            .Select(name => (Name: name, Distance: Distance(text.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(candidate => candidate.Distance <= mistakes)
            .OrderBy(candidate => candidate.Distance)
            .Select(candidate => candidate.Name)
            .FirstOrDefault()
            ?? (text.Trim('-').Length >= ShortestAbbreviation
                ? names.FirstOrDefault(name => name.StartsWith(text, StringComparison.OrdinalIgnoreCase))
                : null);
    }

    /// <summary>A question to put behind a message; empty when nothing is near.</summary>
    public static string Question(string text, IEnumerable<string> candidates) =>
        To(text, candidates) is { } name ? $" Did you mean '{name}'?" : "";

    // Optimal string alignment: one mistake is a character left out, put in, or replaced, or two neighbours the wrong way round.
    private static int Distance(string a, string b)
    {
        var distances = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    distances[i, j] = i + j;
                    continue;
                }

                var replaced = distances[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                var least = Math.Min(replaced, Math.Min(distances[i - 1, j], distances[i, j - 1]) + 1);
                var isSwapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                distances[i, j] = isSwapped ? Math.Min(least, distances[i - 2, j - 2] + 1) : least;
            }
        }

        return distances[a.Length, b.Length];
    }
}
