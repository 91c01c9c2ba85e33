using CsCheck;
using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Scoring;

namespace SegmentationUpdates.Clustering.Tests.Scoring;

public class MissingValueTests
{
    [Fact]
    public void A_missing_value_is_scored_as_the_median_to_the_last_bit() =>
        Gen.Select(RandomModels.WithRows, Gen.Int[0, 1 << 12], Gen.Double[0, .5]).Sample(
            (sample, pattern, margin) =>
            {
                var (model, rows) = (WithMedians(sample.Model), sample.Rows);
                var values = rows.Values.ToArray();
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = (pattern >> (i % 12) & 1) == 1 ? double.NaN : values[i];
                }

                var missing = new FeatureMatrix(rows.ColumnNames, values);
                var imputed = model.Scaler.Impute(missing);
                var (segments, distances) = (new int[rows.Rows], new double[rows.Rows]);
                model.Assign(missing, segments, distances);
                for (var i = 0; i < rows.Rows; i++)
                {
                    Assert.DoesNotContain(double.NaN, imputed.Row(i).ToArray());
                    Assert.Equal(model.Assign(imputed.Row(i)), model.Assign(missing.Row(i)));
                    Assert.Equal(model.Assign(imputed.Row(i)), new Assignment(segments[i], distances[i]));
                    Assert.Equal(model.Assign(imputed.Row(i), model.K - 1, margin), model.Assign(missing.Row(i), model.K - 1, margin));
                }
            },
            iter: 1000);

    [Fact]
    public void Without_a_median_the_centre_within_the_limits_stands_in()
    {
        var scaler = new FeatureScaler([new("x", 2, 9, 1, 1), new("y", 0, 9, 4, 1)]);

        Assert.Equal([2, 4.0], scaler.Impute(new FeatureMatrix(["x", "y"], [double.NaN, double.NaN])).Row(0).ToArray());
    }

    [Fact]
    public void Rows_that_lack_nothing_are_not_copied()
    {
        var rows = new FeatureMatrix(["x"], [1]);

        Assert.Same(rows, new FeatureScaler([new("x", 0, 1, 0, 1)]).Impute(rows));
    }

    private static SegmentationModel WithMedians(SegmentationModel model) => new(
        new FeatureScaler([.. model.Scaler.Columns.Select((c, i) => c with { Median = (i * 1.7) - 5 })]),
        model.Centroids,
        model.Labels,
        model.MeanSquaredDistance);
}
