using System.Globalization;

namespace SegmentationUpdates.Clustering.Training;

/// <summary>
/// How the number of segments was chosen. The rule: the most segments that are each large enough, kept apart by thinner places
/// (<see cref="LeastSeparation"/>), found again among other customers (<see cref="LeastStability"/>) and closer than chance would make them
/// (<see cref="KCandidate.Gap"/> above that of one group). Where no number of segments is all of that, the customers are one group.
/// All are judged on the same sample, so the same customers give the same choice.
/// </summary>
/// <param name="Candidates">What was tried, fewest segments first.</param>
/// <param name="Reason">Why the one that is marked was chosen, in a sentence.</param>
public sealed record KChoice(IReadOnlyList<KCandidate> Candidates, string Reason)
{
    /// <summary>Segments with less between them, in standard errors, are pieces of one group: of many pairs of such pieces one or the other comes near it.</summary>
    public const double LeastSeparation = 2.3;

    /// <summary>Segments that other halves of the same customers agree on less than this, by the adjusted Rand index, are made up by the method.</summary>
    public const double LeastStability = .8;

    /// <summary>The number of segments chosen.</summary>
    public int K => Candidates.Single(candidate => candidate.Chosen).K;

    internal static KChoice Of(IReadOnlyList<KCandidate> candidates, double smallestShare)
    {
        var one = candidates.FirstOrDefault(candidate => candidate.K == 1);
        var real = candidates.Where(candidate => candidate.K > 1 && candidate.IsStructure(smallestShare, one)).ToList();
        var chosen = real.Count > 0 ? real[^1] : candidates[0];
        return new KChoice([.. candidates.Select(c => c with { Chosen = c == chosen })], Sentence(chosen, real.Count > 0, candidates));
    }

    private static string Sentence(KCandidate chosen, bool real, IReadOnlyList<KCandidate> candidates) => (chosen, real, candidates.Count) switch
    {
        (_, _, 1) => $"k = {chosen.K} is the only number that these customers allow.",
        (_, true, _) => string.Create(
            CultureInfo.InvariantCulture,
            $"k = {chosen.K} is the most segments that keep apart: separation {chosen.Separation:F1} (at least {LeastSeparation}), stability {chosen.Stability:F2} "
                + $"(at least {LeastStability})."),
        ({ K: 1 }, _, _) => "k = 1: the customers are one group. No more segments keep apart and are found again among other customers.",
        _ => $"k = {chosen.K} is the fewest allowed. The customers are one group: no segments keep apart and are found again among other customers.",
    };
}
