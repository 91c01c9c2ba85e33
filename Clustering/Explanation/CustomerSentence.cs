using System.Globalization;

namespace SegmentationUpdates.Clustering;

/// <summary>The gist of a <see cref="CustomerExplanation"/> in English.</summary>
internal static class CustomerSentence
{
    public static string For(
        string label, string? second, bool held, IReadOnlyList<FeatureContribution> contributions, IReadOnlyList<SegmentMove> moves)
    {
        if (second is null)
        {
            return $"In {label}: there is no other segment.";
        }

        var deciding = contributions.Where(c => c.Contribution > 0).Take(2).Select(c => FeaturePhrases.Noun(c.Feature)).ToList();
        var because = held
            ? $"Still in {label}: {second} is nearer, but by less than the switch margin."
            : deciding.Count == 0
                ? $"In {label}, as near to it as to {second}."
                : $"In {label} rather than {second} mostly because of {string.Join(" and ", deciding)}.";
        return moves is [var move, ..]
            ? $"{because} With {FeaturePhrases.Noun(move.Feature)} at {Number(move.To)} instead of {Number(move.From)}, all else equal, it would move to {move.Label}."
            : $"{because} No change of a single feature would move it.";
    }

    /// <summary>Four significant digits: enough to act on, short enough to read.</summary>
    private static string Number(double value)
    {
        var size = Math.Abs(value);
        return size is >= 1000 and < 1e15
            ? value.ToString("#,0", CultureInfo.InvariantCulture)
            : value.ToString("G4", CultureInfo.InvariantCulture);
    }
}
