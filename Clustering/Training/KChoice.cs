using System.Globalization;

namespace SegmentationUpdates.Clustering.Training;

/// <summary>
/// How the number of segments was chosen. The rule: of the numbers whose simplified silhouette is within <see cref="Tolerance"/> of the highest, the
/// one with the lowest Davies-Bouldin index; of equals the smallest. All are judged on the same sample, so the same customers give the same choice.
/// </summary>
/// <param name="Candidates">What was tried, fewest segments first.</param>
/// <param name="Reason">Why the one that is marked was chosen, in a sentence.</param>
public sealed record KChoice(IReadOnlyList<KCandidate> Candidates, string Reason)
{
    /// <summary>Silhouettes that differ by no more than this are as good as equal: another sample would order them differently.</summary>
    public const double Tolerance = .01;

    /// <summary>The number of segments chosen.</summary>
    public int K => Candidates.Single(candidate => candidate.Chosen).K;

    internal static KChoice Of(IReadOnlyList<KCandidate> candidates)
    {
        var highest = candidates.MaxBy(c => c.Silhouette)!;
        var close = candidates.Where(c => c.Silhouette >= highest.Silhouette - Tolerance).ToList();
        var chosen = close.OrderBy(c => c.DaviesBouldin).ThenBy(c => c.K).First();
        return new KChoice([.. candidates.Select(c => c with { Chosen = c == chosen })], Sentence(chosen, highest, close.Count, candidates.Count));
    }

    private static string Sentence(KCandidate chosen, KCandidate highest, int close, int candidates)
    {
        var text = candidates == 1
            ? $"k = {chosen.K} is the only number that these customers allow."
            : close == 1
                ? string.Create(CultureInfo.InvariantCulture, $"k = {chosen.K} has the highest simplified silhouette, {chosen.Silhouette:F3}.")
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"k = {chosen.K} has the lowest Davies-Bouldin index, {chosen.DaviesBouldin:F3}, of the {close} whose simplified silhouette is "
                        + $"within {Tolerance} of the highest, {highest.Silhouette:F3} at k = {highest.K}.");
        return text;
    }
}

/// <summary>One number of segments that was tried.</summary>
/// <param name="K">Number of segments.</param>
/// <param name="Inertia">Sum of squared distances over all rows, extrapolated from the sample; always less for more segments.</param>
/// <param name="Silhouette">Simplified silhouette on the sample, 0 to 1: more is better.</param>
/// <param name="DaviesBouldin">Davies-Bouldin index on the sample: less is better.</param>
/// <param name="Chosen">Whether this is the one.</param>
public sealed record KCandidate(int K, double Inertia, double Silhouette, double DaviesBouldin, bool Chosen);
