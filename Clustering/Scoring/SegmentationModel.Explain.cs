namespace SegmentationUpdates.Clustering;

/// <content>Why a customer is where it is.</content>
public sealed partial class SegmentationModel
{
    /// <summary>
    /// Explains the segment of one customer: how far every segment is, which features decided, and which change of a single feature would move it.
    /// For looking at one customer, not for scoring many: it takes microseconds, more with many segments.
    /// </summary>
    /// <param name="row">A value per feature, in natural units, in the order of <see cref="FeatureNames"/>; missing ones (NaN) count as medians.</param>
    /// <param name="currentSegment">Index of the customer's segment in this model, or <see cref="NoSegment"/>.</param>
    /// <param name="switchMargin">From 0 to below 1, as in <see cref="Assign(ReadOnlySpan{double}, int, double)"/>.</param>
    /// <exception cref="ArgumentException">A row that does not fit the model, a segment that it does not have, or a margin out of range.</exception>
    public CustomerExplanation Explain(ReadOnlySpan<double> row, int currentSegment = NoSegment, double switchMargin = 0) =>
        CustomerExplainer.Explain(this, row, currentSegment, switchMargin);
}
