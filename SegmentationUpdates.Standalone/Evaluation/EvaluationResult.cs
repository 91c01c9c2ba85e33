using SegmentationUpdates.Clustering.Evaluation;

namespace SegmentationUpdates.Standalone.Evaluation;

/// <summary>Whether segments hold for customers they were not made from, and what they say about an outcome.</summary>
/// <param name="File">The file of customers.</param>
/// <param name="Outcome">Name of the outcome.</param>
/// <param name="Second">The value whose share is given, of an outcome of two; null for a number.</param>
/// <param name="HoldOut">The trainings.</param>
/// <param name="Segments">What the segments say.</param>
/// <param name="Yardstick">What the segments in a column of the file say of the same customers; null without one.</param>
/// <param name="YardstickColumn">That column.</param>
/// <param name="WithoutOutcome">Customers left out, because their outcome is not known.</param>
public sealed record EvaluationResult(
    string File,
    string Outcome,
    string? Second,
    HoldOut HoldOut,
    OutcomeReport Segments,
    OutcomeReport? Yardstick,
    string? YardstickColumn,
    int WithoutOutcome)
{
    /// <summary>The segments, and what they are measured against.</summary>
    public IEnumerable<(string Name, OutcomeReport Report)> Reports => Yardstick is null
        ? [("these segments", Segments)]
        : [("these segments", Segments), ($"column {YardstickColumn}", Yardstick)];
}
