using System.Globalization;

namespace SegmentationUpdates.Clustering.Explanation;

/// <summary>Says in one English sentence what sets a segment apart: its strongest deviations from all customers, in their standard deviations (sd).</summary>
public static class SegmentSentence
{
    /// <summary>Deviations below this, in sd, are not worth a word.</summary>
    public const double Least = .25;
    private const int Most = 3;

    /// <summary>
    /// For example "Spends more per transaction (+1.4 sd) and was active more recently (-0.9 sd); owes less (-0.6 sd)." At most three features, the
    /// strongest first; a segment where none deviates by <see cref="Least"/> is said to be near the average.
    /// </summary>
    /// <param name="features">Column names: those of the customer table have phrases of their own, others are spelled out.</param>
    /// <param name="deviations">As many, in sd.</param>
    public static string For(IReadOnlyList<string> features, IReadOnlyList<double> deviations)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(deviations);
        var clauses = Enumerable.Range(0, features.Count)
            .Where(i => Math.Abs(deviations[i]) >= Least)
            .OrderByDescending(i => Math.Abs(deviations[i]))
            .Take(Most)
            .Select(i => string.Create(CultureInfo.InvariantCulture, $"{FeaturePhrases.Clause(features[i], deviations[i] > 0)} ({deviations[i]:+0.0;-0.0} sd)"))
            .ToList();
        var text = clauses switch
        {
            [] => "near the average customer in every feature",
            [var only] => only,
            [var first, var second] => $"{first} and {second}",
            _ => $"{clauses[0]} and {clauses[1]}; {clauses[2]}",
        };
        return Sentences.Capitalised(text) + ".";
    }
}
