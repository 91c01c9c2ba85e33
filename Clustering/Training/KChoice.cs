using System.Globalization;

namespace SegmentationUpdates.Clustering.Training;

/// <summary>
/// How the number of segments was chosen. The rule: the most segments that are each large enough, kept apart by thinner places
/// (<see cref="LeastSeparation"/>) and found again among other customers (<see cref="LeastStability"/>), and that either have a higher gap statistic than the
/// fewer segments that are all of that, or are far apart (<see cref="ClearSeparation"/>). Where there are none, the customers are one group.
/// All are judged on the same sample, so the same customers give the same choice.
/// </summary>
/// <param name="Candidates">What was tried, fewest segments first.</param>
/// <param name="Reason">Why the one that is marked was chosen, in a sentence.</param>
public sealed record KChoice(IReadOnlyList<KCandidate> Candidates, string Reason)
{
    /// <summary>Segments with less between them, in standard errors, are pieces of one group.</summary>
    public const double LeastSeparation = 2.2;

    /// <summary>Of many pairs of pieces one or the other comes near the least by chance, but not to this.</summary>
    public const double ClearSeparation = 3.5;

    /// <summary>Segments that other halves of the same customers agree on less than this, by the adjusted Rand index, are made up by the method.</summary>
    public const double LeastStability = .75;

    /// <summary>The number of segments chosen.</summary>
    public int K => Candidates.Single(candidate => candidate.Chosen).K;

    internal static KChoice Of(IReadOnlyList<KCandidate> candidates, double smallestShare)
    {
        var chosen = candidates[0];
        foreach (var candidate in candidates.Skip(1))
        {
            if (candidate.IsStructure(smallestShare) && (candidate.Gap > chosen.Gap || candidate.Separation >= ClearSeparation))
            {
                chosen = candidate;
            }
        }

        return new KChoice([.. candidates.Select(c => c with { Chosen = c == chosen })], Sentence(chosen, candidates.Count, smallestShare));
    }

    private static string Sentence(KCandidate chosen, int candidates, double smallestShare) => (chosen, candidates) switch
    {
        (_, 1) => $"k = {chosen.K} is the only number that these customers allow.",
        ({ K: 1 }, _) => "k = 1: the customers are one group. No more segments keep apart and are found again among other customers; to divide them all the "
            + "same, say into how many.",
        _ when chosen.IsStructure(smallestShare) => string.Create(
            CultureInfo.InvariantCulture,
            $"k = {chosen.K} is the most segments that keep apart: separation {chosen.Separation:F1} (at least {LeastSeparation}), stability "
                + $"{chosen.Stability:F2} "
                + $"(at least {LeastStability})."),
        _ => $"k = {chosen.K} is the fewest allowed. No segments keep apart and are found again among other customers.",
    };
}
