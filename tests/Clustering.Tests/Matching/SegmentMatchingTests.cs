using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Matching;
using SegmentationUpdates.Clustering.Scoring;
using SegmentationUpdates.Clustering.Tests.Scoring;
using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Clustering.Tests.Matching;

public class SegmentMatchingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void Permuted_centroids_are_brought_back(int k)
    {
        var previous = RandomModels.Create(k, 5, seed: k);
        var order = SyntheticCustomers.Shuffled(k, seed: 2);
        var moved = Remade(previous, order, previous.Scaler);

        var match = SegmentMatching.Match(previous, moved);

        Assert.True(match.Matched);
        Assert.Null(match.Reason);
        Assert.Equal(previous.Centroids.ToArray(), match.Model.Centroids.ToArray());
        Assert.Equal(previous.Labels, match.Model.Labels);
        Assert.All(Enumerable.Range(0, k), i => Assert.Equal(i, order[match.Order[i]]));
        Assert.Equal(k, match.Distances.Count);
    }

    [Fact]
    public void Centroids_are_compared_in_the_new_models_units()
    {
        // Old centroids at 10 and 20 of something that is now counted in other limits: 12 and 19 are their continuations although the scaled numbers
        // say otherwise.
        var previous = new SegmentationModel(new FeatureScaler([new("x", 0, 100, 15, 5)]), [-1, 1], ["low", "high"], 1);
        var current = new SegmentationModel(new FeatureScaler([new("x", 0, 100, 30, 10)]), [-1.1, -1.8], ["best", "worst"], 1);

        var match = SegmentMatching.Match(previous, current);

        Assert.Equal([1, 0], match.Order);
        Assert.Equal(["low", "high"], match.Model.Labels);
        Assert.Equal([-1.8, -1.1], match.Model.Centroids.ToArray());
        Assert.Equal(.2, match.Distances[0], 1e-9);
        Assert.Equal(.1, match.Distances[1], 1e-9);
    }

    [Fact]
    public void Another_number_of_segments_or_other_features_are_no_match()
    {
        var model = RandomModels.Create(3, 2, seed: 1);
        var larger = RandomModels.Create(4, 2, seed: 1);
        var wider = RandomModels.Create(3, 3, seed: 1);

        Assert.Same(larger, SegmentMatching.Match(model, larger).Model);
        Assert.False(SegmentMatching.Match(model, larger).Matched);
        Assert.Contains("3 segments", SegmentMatching.Match(model, larger).Reason, StringComparison.Ordinal);
        Assert.Same(wider, SegmentMatching.Match(model, wider).Model);
        Assert.Contains("f2", SegmentMatching.Match(model, wider).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_continued_training_is_consistent_in_model_segments_and_profiles()
    {
        var data = SyntheticCustomers.Discrete(400, seed: 1);
        var options = new ClusteringOptions { K = 4, Restarts = 2 };
        var result = new SegmentationTrainer(options).Train(data, TestContext.Current.CancellationToken);
        var previous = Remade(result.Model, [2, 0, 3, 1], result.Model.Scaler);

        var (continued, match) = SegmentMatching.Continue(previous, result, data);

        Assert.True(match.Matched);
        Assert.Equal(previous.Labels, continued.Model.Labels);
        Assert.Equal(previous.Centroids.ToArray(), continued.Model.Centroids.ToArray());
        Assert.All(Enumerable.Range(0, data.Rows), i => Assert.Equal(continued.Model.Assign(data.Row(i)).Segment, continued.Segments[i]));
        Assert.Equal(continued.Model.Labels, continued.Profiles.Select(p => p.Label));
        Assert.All(continued.Profiles, p => Assert.Equal(continued.Segments.Count(s => s == p.Index), p.Size));
        Assert.Equal(result.TrainingRows, continued.TrainingRows);
        Assert.Equal(result.Inertia, continued.Inertia);
    }

    [Fact]
    public void Without_a_match_a_training_result_stays_as_it_is()
    {
        var data = SyntheticCustomers.Bank(50, seed: 1);
        var result = new SegmentationTrainer(new ClusteringOptions { Restarts = 1 }).Train(data, TestContext.Current.CancellationToken);

        var (continued, match) = SegmentMatching.Continue(RandomModels.Create(3, 9, seed: 1), result, data);

        Assert.False(match.Matched);
        Assert.Same(result, continued);
    }

    private static SegmentationModel Remade(SegmentationModel model, int[] order, FeatureScaler scaler) =>
        new(scaler, order.SelectMany(i => model.Centroid(i).ToArray()).ToArray(), [.. order.Select(i => $"was {i}")], model.MeanSquaredDistance);
}
