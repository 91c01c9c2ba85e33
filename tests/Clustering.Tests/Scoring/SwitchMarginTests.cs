using CsCheck;
using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Scoring;

namespace SegmentationUpdates.Clustering.Tests.Scoring;

public class SwitchMarginTests
{
    private static readonly Gen<double> Margins = Gen.OneOf(Gen.Double[0, .9], Gen.Const(0.0), Gen.Const(.25), Gen.Const(.999));

    /// <summary>A model, rows, and a current segment and a margin for all of them.</summary>
    private static readonly Gen<(SegmentationModel Model, FeatureMatrix Rows, int Current, double Margin)> Cases =
        from sample in RandomModels.WithRows
        from current in Gen.Int[SegmentationModel.NoSegment, sample.Model.K - 1]
        from margin in Margins
        select (sample.Model, sample.Rows, current, margin);

    [Fact]
    public void Assigning_again_from_the_result_never_moves() => Cases.Sample(
        c => Each(c.Rows, row =>
        {
            var first = c.Model.Assign(row, c.Current, c.Margin);

            Assert.Equal(first, c.Model.Assign(row, first.Segment, c.Margin));
            Assert.True(c.Model.Accepts(row, first.Segment, c.Margin));
        }),
        iter: 2000);

    [Fact]
    public void The_segment_is_never_further_than_the_margin_allows_and_only_the_nearest_is_moved_to() => Cases.Sample(
        c => Each(c.Rows, row =>
        {
            var nearest = c.Model.Assign(row);
            var held = c.Model.Assign(row, c.Current, c.Margin);

            Assert.True((1 - c.Margin) * Math.Sqrt(held.SquaredDistance) <= Math.Sqrt(nearest.SquaredDistance) * (1 + 1e-12));
            Assert.True(held.Segment == c.Current || held == nearest);
            Assert.Equal(Distance(c.Model, row, held.Segment), held.SquaredDistance);
        }),
        iter: 2000);

    [Fact]
    public void A_margin_of_0_is_the_plain_assignment_ties_included() => Cases.Sample(
        c => Each(c.Rows, row => Assert.Equal(c.Model.Assign(row), c.Model.Assign(row, c.Current, 0))),
        iter: 2000);

    [Fact]
    public void Whom_a_margin_holds_every_larger_one_holds() =>
        Gen.Select(Cases, Margins).Sample(
            (c, other) => Each(c.Rows, row =>
            {
                if (c.Current >= 0 && c.Model.Accepts(row, c.Current, Math.Min(c.Margin, other)))
                {
                    Assert.True(c.Model.Accepts(row, c.Current, Math.Max(c.Margin, other)));
                }
            }),
            iter: 2000);

    [Theory]
    [InlineData(4.9, 0)] // 5.1 from the second, 4.9 from the first
    [InlineData(5.2, 0)] // 4.8 < 5.2, but not by 20 %
    [InlineData(5.5, 0)] // 4.5 / 5.5 = 0.82
    [InlineData(5.6, 1)] // 4.4 / 5.6 = 0.79
    public void A_customer_moves_when_the_other_centroid_is_nearer_by_the_margin(double at, int segment) =>
        Assert.Equal(segment, Line(0, 10).Assign([at], currentSegment: 0, switchMargin: .2).Segment);

    [Fact]
    public void A_customer_on_two_equal_centroids_stays() => Assert.Equal(new Assignment(1, 0), Line(3, 3).Assign([3], 1, .1));

    [Theory]
    [InlineData(-.1)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_margin_out_of_range_is_refused(double margin) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Line(1, 2).Assign([1], 0, margin));

    [Fact]
    public void A_segment_that_the_model_does_not_have_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Line(1, 2).Assign([1], 2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Line(1, 2).Assign([1], -2, .5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Line(1, 2).Accepts([1], SegmentationModel.NoSegment, .5));
    }

    private delegate void RowAction(ReadOnlySpan<double> row);

    private static void Each(FeatureMatrix rows, RowAction action)
    {
        for (var i = 0; i < rows.Rows; i++)
        {
            action(rows.Row(i));
        }
    }

    private static double Distance(SegmentationModel model, ReadOnlySpan<double> row, int segment)
    {
        var scaled = new double[row.Length];
        model.Scaler.Transform(row, scaled);
        var sum = 0.0;
        for (var j = 0; j < scaled.Length; j++)
        {
            sum += (scaled[j] - model.Centroid(segment)[j]) * (scaled[j] - model.Centroid(segment)[j]);
        }

        return sum;
    }

    private static SegmentationModel Line(params double[] centroids) =>
        new(new FeatureScaler([new("x", -100, 100, 0, 1)]), centroids, [.. centroids.Select((_, i) => $"label {i}")], 1);
}
