namespace SegmentationUpdates.Clustering.Evaluation;

/// <summary>What segments say about an outcome that they were not made of, by customers that they were not made from.</summary>
/// <param name="Segments">One per segment that has customers, in the order of the segments.</param>
/// <param name="EtaSquared">
/// Share of the variance of the outcome that lies between the segments, 0 to 1 (Fisher's correlation ratio, 1925). Of an outcome of two values it is
/// Cramér's V squared.
/// </param>
/// <param name="Chance">
/// How often segments dealt to the same customers at random explain as much: a permutation test's p-value (Phipson and Smyth, 2010), never 0.
/// </param>
public sealed record OutcomeReport(IReadOnlyList<SegmentOutcome> Segments, double EtaSquared, double Chance)
{
    /// <summary><see cref="EtaSquared"/> of the outcome's ranks, which a few giants do not sway; null for an outcome of two values.</summary>
    public double? RankEtaSquared { get; init; }

    /// <summary>Cramér's V, 0 to 1; null for a number.</summary>
    public double? CramersV { get; init; }

    /// <summary>
    /// Chance that a customer with the second value is in a segment with a higher share of it than one with the first, by the shares in the half that was
    /// trained on: 0.5 is none. Null for a number.
    /// </summary>
    public double? Auc { get; init; }

    /// <summary>
    /// Share of the second value in the segment that had most of it in the half that was trained on, over the share among all; null for a number.
    /// </summary>
    public double? Lift { get; init; }
}
