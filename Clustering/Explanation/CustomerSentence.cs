using System.Globalization;

namespace SegmentationUpdates.Clustering.Explanation;

/// <summary>The gist of a <see cref="CustomerExplanation"/> in English.</summary>
internal static class CustomerSentence
{
    public static string For(
        string label, string? second, bool held, IReadOnlyList<FeatureContribution> contributions, IReadOnlyList<Counterfactual> moves)
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
            ? $"{because} With {FeaturePhrases.Noun(move.Feature)} at {ExactNumber.Text(move.To)} instead of {From(move)}, "
                + $"all else equal, it would move to {move.Label}."
            : $"{because} No change of a single feature would move it.";
    }

    // Four significant digits are enough to recognise a value by, unless they are those of where it would go.
    private static string From(Counterfactual move)
    {
        var size = Math.Abs(move.From);
        var text = move.From.ToString(size is >= 1000 and < 1e15 ? "#,0" : "G4", CultureInfo.InvariantCulture);
        return string.Equals(text, ExactNumber.Text(move.To), StringComparison.Ordinal) ? ExactNumber.Text(move.From) : text;
    }
}
