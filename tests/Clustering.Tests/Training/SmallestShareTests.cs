using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Clustering.Tests.Training;

public class SmallestShareTests
{
    private static readonly Feature[] Plane = [new("x", Scaling.Standard, Weight: 1), new("y", Scaling.Standard)];

    [Fact]
    public void A_few_who_lie_far_away_make_no_segment_and_shape_none()
    {
        var data = TwoGroups(far: 5);
        var result = Train(data, new ClusteringOptions { K = 2, Features = Plane });

        Assert.Equal([500, 505], result.Profiles.Select(p => p.Size).Order());
        Assert.Equal(
            "5 customers would make segments below Segmentation:Clustering:SmallestShare = 0.02: they count with the nearest segment and do not shape it.",
            Assert.Single(result.Remarks));
        var centre = new double[2];
        result.Model.Scaler.Inverse(result.Model.Centroid(0), centre);
        Assert.InRange(centre[0], 3, 5);
        Assert.Equal(result.Segments, Enumerable.Range(0, data.Rows).Select(i => result.Model.Assign(data.Row(i)).Segment));
        Assert.Equal(result.Inertia, Enumerable.Range(0, data.Rows).Sum(i => result.Model.Assign(data.Row(i)).SquaredDistance), result.Inertia * 1e-9);
    }

    [Fact]
    public void Without_a_smallest_share_they_are_a_segment()
    {
        var result = Train(TwoGroups(far: 5), new ClusteringOptions { K = 2, Features = Plane, SmallestShare = 0 });

        Assert.Equal([5, 1000], result.Profiles.Select(p => p.Size).Order());
        Assert.Empty(result.Remarks);
    }

    [Fact]
    public void Where_no_division_has_large_enough_segments_the_best_is_kept_and_said_to_be_small()
    {
        var data = new FeatureMatrix(["x"], [.. Enumerable.Range(0, 1_000).Select(i => i < 3 ? i + 1.0 : 0)]);
        var result = Train(data, new ClusteringOptions { K = 4, Features = [new Feature("x", Scaling.Standard)] });

        Assert.Equal(4, result.Segments.Distinct().Count());
        Assert.Equal(
            "The smallest segment has 1 of 1,000 customers, below Segmentation:Clustering:SmallestShare = 0.02: these customers cannot be divided into 4 segments "
                + "that are all larger.",
            Assert.Single(result.Remarks));
    }

    [Fact]
    public void The_choice_of_k_does_not_count_them_as_a_group()
    {
        Assert.Equal(2, Train(TwoGroups(far: 5), new ClusteringOptions { AutoK = true, Features = Plane }).Model.K);
    }

    [Theory]
    [InlineData(1000, 3, .02, 20)]
    [InlineData(1000, 50, .02, 5)]
    [InlineData(10, 2, .02, 1)]
    [InlineData(1000, 3, 0, 0)]
    public void A_segment_needs_the_share_or_a_quarter_of_an_equal_share(int rows, int k, double share, int fewest) =>
        Assert.Equal(fewest, SmallSegments.Fewest(rows, k, share));

    /// <summary>Five hundred customers around 0 and as many around 4, and a few at 1,000.</summary>
    private static FeatureMatrix TwoGroups(int far)
    {
        var random = new Random(2);
        return new FeatureMatrix(["x", "y"], [.. Enumerable.Range(0, 1_000 + far).SelectMany(i => new[]
        {
            i >= 1_000 ? 1_000 : (i % 2 * 4) + random.NextDouble(),
            i >= 1_000 ? 1_000 : random.NextDouble(),
        })]);
    }

    private static TrainingResult Train(FeatureMatrix data, ClusteringOptions options) =>
        new SegmentationTrainer(options).Train(data, TestContext.Current.CancellationToken);
}
