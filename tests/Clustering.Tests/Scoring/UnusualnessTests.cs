using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Matching;
using SegmentationUpdates.Clustering.Scoring;
using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Clustering.Tests.Scoring;

public class UnusualnessTests
{
    private static readonly FeatureMatrix Customers = SyntheticCustomers.Bank(10_000, seed: 1);
    private static readonly TrainingResult Trained = new SegmentationTrainer(new ClusteringOptions { Restarts = 2 }).Train(Customers);

    [Theory]
    [InlineData(50)]
    [InlineData(90)]
    [InlineData(99)]
    public void In_each_segment_as_many_are_more_unusual_as_the_percentile_says(double percentile)
    {
        foreach (var segment in Enumerable.Range(0, 3))
        {
            var unusual = Of(Trained.Model, Customers, Trained.Segments).Where((_, i) => Trained.Segments[i] == segment).ToList();
            Assert.Equal((100 - percentile) / 100, (double)unusual.Count(value => value >= percentile) / unusual.Count, .005);
        }
    }

    [Fact]
    public void Other_customers_like_them_are_no_more_unusual()
    {
        var others = SyntheticCustomers.Bank(10_000, seed: 2);
        var (segments, distances) = (new int[others.Rows], new double[others.Rows]);
        Trained.Model.Assign(others, segments, distances);

        Assert.InRange(Of(Trained.Model, others, segments).Count(value => value >= 99), 50, 200);
    }

    [Fact]
    public void Whoever_is_beyond_everybody_is_entirely_unusual_also_where_values_are_clamped()
    {
        var (model, row) = (Trained.Model, Customers.Row(17).ToArray());
        var segment = model.Assign(row).Segment;
        var before = model.Unusualness(row, segment);
        Assert.InRange(before!.Value, 0, 99);

        row[0] = 1e12; // An income, clamped long before.
        row[1] = 1e12;

        Assert.Equal(segment, model.Assign(row, segment, .5).Segment);
        Assert.True(model.Unusualness(row, segment) > 99.9);
        Assert.Equal(["income", "balance"], model.UnusualParts(row, segment).Select((part, i) => (part, Name: model.FeatureNames[i]))
            .OrderByDescending(feature => feature.part).Take(2).Select(feature => feature.Name).Order().Reverse());
    }

    [Fact]
    public void The_parts_add_up_to_the_distance()
    {
        var row = Customers.Row(3);
        Assert.Equal(Trained.Model.UnusualDistance(row, 1), Trained.Model.UnusualParts(row, 1).Sum(), 1e-9);
    }

    [Fact]
    public void Of_equals_nobody_is_unusual()
    {
        var constant = new FeatureMatrix(["x"], [.. Enumerable.Repeat(0.0, 50), .. Enumerable.Repeat(9.0, 50)]);
        var model = new SegmentationTrainer(new ClusteringOptions { K = 2, Features = { new Feature("x", Scaling.Standard) } })
            .Train(constant, TestContext.Current.CancellationToken).Model;

        Assert.Equal(0, model.Unusualness([9], model.Assign([9]).Segment));
        Assert.Equal(100, model.Unusualness([12], model.Assign([12]).Segment));
    }

    [Fact]
    public void Distances_go_with_their_segment_when_a_model_continues_another_and_into_the_document()
    {
        var later = new SegmentationTrainer(new ClusteringOptions { Restarts = 2 })
            .Train(Customers, TestContext.Current.CancellationToken).Model;
        var reversed = Reversed(later);
        var match = SegmentMatching.Match(reversed, later).Model;

        Assert.Equal(later.UnusualDistances!.Quantiles.Reverse(), match.UnusualDistances!.Quantiles);
        Assert.Equal(match.UnusualDistances.Quantiles, SegmentationModel.FromJson(match.ToJson()).UnusualDistances!.Quantiles);
    }

    [Fact]
    public void A_model_that_does_not_know_says_so() => Assert.Null(Reversed(Trained.Model).Unusualness(Customers.Row(0), 0));

    [Fact]
    public void Distances_of_another_number_of_segments_or_that_do_not_ascend_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new UnusualDistances([[1, 2, 3]]));
        Assert.Throws<ArgumentException>(() => new UnusualDistances([[.. Enumerable.Range(0, 23).Select(i => (double)-i)]]));
        Assert.Throws<InvalidDataException>(() => SegmentationModel.FromJson(
            Trained.Model.ToJson().Replace("\"unusual_distances\":[", "\"unusual_distances\":[[],", StringComparison.Ordinal)));
    }

    private static SegmentationModel Reversed(SegmentationModel model) => new(
        model.Scaler,
        Enumerable.Range(0, model.K).Reverse().SelectMany(i => model.Centroid(i).ToArray()).ToArray(),
        [.. model.Labels.Reverse()],
        model.MeanSquaredDistance,
        model.Baselines);

    private static IEnumerable<double> Of(SegmentationModel model, FeatureMatrix customers, int[] segments) =>
        Enumerable.Range(0, customers.Rows).Select(i => model.Unusualness(customers.Row(i), segments[i])!.Value);
}
