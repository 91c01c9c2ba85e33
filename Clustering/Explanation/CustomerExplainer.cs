using SegmentationUpdates.Clustering.Scoring;

namespace SegmentationUpdates.Clustering.Explanation;

/// <summary>Why a customer is where it is.</summary>
public static class CustomerExplainer
{
    /// <summary>
    /// Explains the segment of one customer: how far every segment is, which features decided, and which change of a single feature would move it.
    /// For looking at one customer, not for scoring many: it takes microseconds, more with many segments.
    /// </summary>
    /// <param name="model">The model that scores.</param>
    /// <param name="row">A value per feature, in natural units, in the order of the model's; missing ones (NaN) count as medians.</param>
    /// <param name="currentSegment">Index of the customer's segment in this model, or <see cref="SegmentationModel.NoSegment"/>.</param>
    /// <param name="switchMargin">From 0 to below 1, as in <see cref="SegmentationModel.Assign(ReadOnlySpan{double}, int, double)"/>.</param>
    /// <exception cref="ArgumentException">A row that does not fit the model, a segment that it does not have, or a margin out of range.</exception>
    public static CustomerExplanation Explain(
        this SegmentationModel model, ReadOnlySpan<double> row, int currentSegment = SegmentationModel.NoSegment, double switchMargin = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        var assignment = model.Assign(row, currentSegment, switchMargin);
        var missing = new List<string>();
        var values = row.ToArray();
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]))
            {
                missing.Add(model.FeatureNames[i]);
                values[i] = model.Scaler.Columns[i].Imputed;
            }
        }

        var scaled = new double[values.Length];
        model.Scaler.Transform(values, scaled);
        SegmentDistance[] distances = [.. Enumerable.Range(0, model.K)
            .Select(i => new SegmentDistance(i, model.Labels[i], Math.Sqrt(model.SquaredDistance(scaled, i))))];
        var segment = assignment.Segment;
        var second = distances.Where(d => d.Segment != segment).MinBy(d => d.Distance);
        var contributions = second is null ? [] : Contributions(model, values, scaled, segment, second.Segment);
        var moves = new CounterfactualSearch(model, values, scaled, segment, switchMargin).Find();
        var held = segment != model.Assign(row).Segment;
        return new CustomerExplanation(
            segment,
            model.Labels[segment],
            held,
            second?.Segment ?? SegmentationModel.NoSegment,
            second?.Label,
            distances,
            contributions,
            moves,
            missing,
            CustomerSentence.For(model.Labels[segment], second?.Label, held, contributions, moves),
            model.Unusualness(row, segment),
            UnusualFor(model, model.UnusualParts(row, segment)));
    }

    private static string[] UnusualFor(SegmentationModel model, double[] parts)
    {
        var whole = parts.Sum();
        return [.. parts.Index().Where(part => part.Item > 0 && part.Item >= whole / 5).OrderByDescending(part => part.Item)
            .Select(part => model.FeatureNames[part.Index])];
    }

    private static FeatureContribution[] Contributions(
        SegmentationModel model, double[] values, double[] scaled, int segment, int second) =>
        [.. Enumerable.Range(0, values.Length)
            .Select(j => new FeatureContribution(
                model.FeatureNames[j],
                values[j],
                Square(scaled[j] - model.Centroid(second)[j]) - Square(scaled[j] - model.Centroid(segment)[j])))
            .OrderByDescending(c => c.Contribution)];

    private static double Square(double value) => value * value;
}
