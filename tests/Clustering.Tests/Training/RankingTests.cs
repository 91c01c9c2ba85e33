using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Clustering.Tests.Training;

public class RankingTests
{
    private static TrainingResult Train(FeatureMatrix data, ClusteringOptions options) =>
        new SegmentationTrainer(options).Train(data, TestContext.Current.CancellationToken);

    [Theory]
    [InlineData(3)]
    [InlineData(6)]
    public void Segments_come_best_first(int k)
    {
        var result = Train(SyntheticCustomers.Bank(3000, seed: 4), new ClusteringOptions { K = k });

        Assert.Equal(result.Profiles.OrderByDescending(p => p.RankScore).Select(p => p.Index), result.Profiles.Select(p => p.Index));
        Assert.Equal(result.Model.Labels, result.Profiles.Select(p => p.Label));
    }

    [Fact]
    public void The_three_default_labels_go_by_the_weights()
    {
        Feature[] features = [new("balance", Scaling.Standard, Weight: 1), new("days_from_last_transaction", Scaling.Standard, Weight: -1)];
        var data = new FeatureMatrix(["balance", "days_from_last_transaction"], [0, 0, 1, 1, 100, 0, 101, 1, 0, 100, 1, 101]);
        var result = Train(data, new ClusteringOptions { Features = features });

        Assert.Equal(["High-value", "Budget-conscious", "At risk / inactive customers"], result.Model.Labels);
        Assert.Equal([1, 1, 0, 0, 2, 2], result.Segments);
    }

    [Fact]
    public void Turning_the_weights_around_turns_the_order_around()
    {
        var data = SyntheticCustomers.Bank(1000, seed: 4);
        var turned = DefaultFeatures.All.Select(f => f with { Weight = -f.Weight }).ToArray();
        var usual = Train(data, new ClusteringOptions());

        Assert.Equal(usual.Segments.Select(s => 2 - s), Train(data, new ClusteringOptions { Features = turned }).Segments);
    }

    [Fact]
    public void Labels_given_are_used_best_first()
    {
        var options = new ClusteringOptions { K = 2, Labels = ["gold", "silver"] };

        Assert.Equal(["gold", "silver"], Train(SyntheticCustomers.Bank(200, seed: 1), options).Profiles.Select(p => p.Label));
    }
}
