namespace SegmentationUpdates.Clustering;

/// <summary>Explains one customer under one model.</summary>
internal static class CustomerExplainer
{
    public static CustomerExplanation Explain(SegmentationModel model, ReadOnlySpan<double> row, int currentSegment, double switchMargin)
    {
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
        var moves = new MoveSearch(model, values, scaled, segment, switchMargin).Find();
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
            CustomerSentence.For(model.Labels[segment], second?.Label, held, contributions, moves));
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
