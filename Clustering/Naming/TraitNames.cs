using System.Globalization;
using SegmentationUpdates.Clustering.Scoring;

namespace SegmentationUpdates.Clustering.Naming;

/// <summary>
/// Names made of what sets a segment apart: of two features if they can be, the strongest first, such as "Savers with debt" or "Frequent small payers".
/// </summary>
internal static class TraitNames
{
    /// <summary>For a segment that differs in nothing.</summary>
    public const string Average = "Near the average";

    /// <summary>What goes into a new name, in standard deviations of all customers: as much as into the sentence on the segment.</summary>
    public const double Least = .25;

    // A name that is there is kept until it is hardly true any more: what is as strong as Least today may be a little weaker in the next training.
    private const double LeastToKeep = .1;
    private const double MostToStayAverage = .4;

    private static readonly string[] Counts = ["num_transactions", "frequency"];
    private const string Amount = "avg_transaction_amt";

    /// <summary>The best name that is not taken.</summary>
    public static string Make(DescribedSegments training, int segment, IReadOnlySet<string> taken)
    {
        Trait[] traits = [.. Trait.Of(training, segment, Least)];
        string[] candidates = [.. Candidates(traits)];
        if (candidates.Length == 0)
        {
            candidates = traits.Length == 0 ? [Average] : [$"Segment {segment + 1}"]; // Its features have names too long for one.
        }

        return candidates.FirstOrDefault(name => !taken.Contains(name)) ?? Numbered(candidates[0], taken);
    }

    /// <summary>Whether a name that was made for a segment before is still true of it.</summary>
    public static bool StillHolds(DescribedSegments training, int segment, string name)
    {
        var plain = WithoutNumber(name);
        if (plain == Average)
        {
            return training.Segments[segment].Deviations.All(deviation => Math.Abs(deviation) < MostToStayAverage);
        }

        Trait[] traits = [.. Trait.Of(training, segment, LeastToKeep)];
        return Candidates(traits).Contains(plain, StringComparer.Ordinal)
            || Candidates([.. traits.Reverse()]).Contains(plain, StringComparer.Ordinal);
    }

    // Pairs, strong ones first, then single features; only what fits.
    private static IEnumerable<string> Candidates(Trait[] traits)
    {
        var pairs =
            from first in Enumerable.Range(0, traits.Length)
            from second in Enumerable.Range(first + 1, traits.Length - first - 1)
            orderby first + second, first
            select Join(traits[first], traits[second]);
        return pairs
            .Concat(traits.Select(trait => TraitWords.For(trait.Feature, trait.Higher).Head))
            .Where(name => name.Length <= SegmentationModel.MaxLabelLength);
    }

    private static string Join(Trait first, Trait second)
    {
        if (Payers(first, second) is { } payers)
        {
            return payers;
        }

        return TraitWords.For(first.Feature, first.Higher).Head + TraitWords.For(second.Feature, second.Higher).Tail;
    }

    private static string? Payers(Trait first, Trait second)
    {
        var (count, amount) = first.Feature == Amount ? (second, first) : (first, second);
        return amount.Feature == Amount && Counts.Contains(count.Feature, StringComparer.Ordinal)
            ? $"{(count.Higher ? "Frequent" : "Rare")} {(amount.Higher ? "large" : "small")} payers"
            : null;
    }

    private static string Numbered(string name, IReadOnlySet<string> taken)
    {
        for (var number = 2; ; number++)
        {
            var suffix = string.Create(CultureInfo.InvariantCulture, $" ({number})");
            var numbered = name[..Math.Min(name.Length, SegmentationModel.MaxLabelLength - suffix.Length)] + suffix;
            if (!taken.Contains(numbered))
            {
                return numbered;
            }
        }
    }

    private static string WithoutNumber(string name) =>
        name.EndsWith(')') && name.LastIndexOf(" (", StringComparison.Ordinal) is > 0 and var at
        && int.TryParse(name.AsSpan(at + 2, name.Length - at - 3), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? name[..at]
            : name;
}
