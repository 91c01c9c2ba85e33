using CsCheck;
using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Scoring;

namespace SegmentationUpdates.Clustering.Tests.Scoring;

public class AssignmentTests
{
    [Fact]
    public void One_row_a_batch_and_two_nested_loops_agree_to_the_last_bit() =>
        RandomModels.WithRows.Sample(sample =>
        {
            var (model, rows) = sample;
            var segments = new int[rows.Rows];
            var distances = new double[rows.Rows];
            model.Assign(rows, segments, distances);
            for (var i = 0; i < rows.Rows; i++)
            {
                var expected = Naive(model, rows.Row(i));
                Assert.Equal(expected, model.Assign(rows.Row(i)));
                Assert.Equal(expected, new Assignment(segments[i], distances[i]));
            }
        }, iter: 2000);

    [Fact]
    public void Of_equally_near_centroids_the_lowest_index_wins()
    {
        for (var k = 2; k <= 13; k++)
        {
            for (var first = 0; first < k - 1; first++)
            {
                // All at distance 2 but from `first` on at distance 1, on either side.
                var centroids = Enumerable.Range(0, k).Select(i => i < first ? 2.0 : i % 2 == 0 ? 1 : -1).ToArray();

                Assert.Equal(new Assignment(first, 1), Line(centroids).Assign([0]));
            }
        }
    }

    [Fact]
    public void One_segment_takes_everybody() => Assert.Equal(new Assignment(0, 9), Line(2).Assign([5]));

    [Fact]
    public void A_value_outside_the_limits_counts_as_the_limit() => Assert.Equal(Line(2, 50).Assign([100]), Line(2, 50).Assign([1e200]));

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_row_that_is_infinite_is_refused_by_feature(double bad)
    {
        var exception = Assert.Throws<ArgumentException>(() => Line(1).Assign([bad]));

        Assert.Contains("'x'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_do_not_fit_the_model_are_refused()
    {
        var model = Line(1, 2);

        Assert.Throws<ArgumentException>(() => model.Assign([1, 2]));
        Assert.Throws<ArgumentException>(() => model.Assign(new FeatureMatrix(["y"], [1]), new int[1], new double[1]));
        Assert.Throws<ArgumentException>(() => model.Assign(new FeatureMatrix(["x"], [1]), new int[2], new double[1]));
        Assert.Throws<ArgumentException>(() => model.Assign(new FeatureMatrix(["x"], [1]), new int[1], new double[2]));
    }

    [Fact]
    public void Parts_that_do_not_fit_together_are_refused()
    {
        var scaler = Line(1).Scaler;

        Assert.Throws<ArgumentException>(() => new SegmentationModel(scaler, [1, 2], ["a"], 0));
        Assert.Throws<ArgumentException>(() => new SegmentationModel(scaler, [], [], 0));
        Assert.Throws<ArgumentException>(() => new SegmentationModel(scaler, [1, 2], ["a", "a"], 0));
        Assert.Throws<ArgumentException>(() => new SegmentationModel(scaler, [1, 2], ["a", " "], 0));
        Assert.Throws<ArgumentException>(() => new SegmentationModel(scaler, [1], [new string('x', 51)], 0));
        Assert.Throws<ArgumentException>(() => new SegmentationModel(scaler, [double.NaN], ["a"], 0));
        Assert.Throws<ArgumentException>(() => new SegmentationModel(scaler, [1], ["a"], -1));
    }

    private static SegmentationModel Line(params double[] centroids) =>
        new(new FeatureScaler([new("x", -100, 100, 0, 1)]), centroids, [.. centroids.Select((_, i) => $"label {i}")], 1);

    private static Assignment Naive(SegmentationModel model, ReadOnlySpan<double> row)
    {
        var best = new Assignment(0, double.PositiveInfinity);
        for (var c = 0; c < model.K; c++)
        {
            var distance = 0.0;
            for (var j = 0; j < row.Length; j++)
            {
                var scaling = model.Scaler.Columns[j];
                var clamped = row[j] < scaling.Lower ? scaling.Lower : row[j] > scaling.Upper ? scaling.Upper : row[j];
                var difference = ((clamped - scaling.Center) * (1 / scaling.Scale)) - model.Centroid(c)[j];
                distance += difference * difference;
            }

            best = distance < best.SquaredDistance ? new Assignment(c, distance) : best;
        }

        return best;
    }
}
