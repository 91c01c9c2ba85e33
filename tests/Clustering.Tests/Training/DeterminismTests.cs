namespace SegmentationUpdates.Clustering.Tests.Training;

public class DeterminismTests
{
    private static ClusteringOptions Options(int seed = 1) => new() { K = 5, SampleSize = 1500, Restarts = 4, Seed = seed };

    private static TrainingResult Train(FeatureMatrix data, ClusteringOptions options) =>
        new SegmentationTrainer(options).Train(data, TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("bank")]
    [InlineData("discrete")]
    public void The_same_rows_give_the_same_model_in_whatever_order(string kind)
    {
        var data = SyntheticCustomers.Of(kind, 5000, seed: 1);
        var order = SyntheticCustomers.Shuffled(data.Rows, seed: 2);
        var first = Train(data, Options());
        var again = Train(data, Options());
        var shuffled = Train(SyntheticCustomers.Reorder(data, order), Options());

        Assert.Equal(first.Model.ToJson(), again.Model.ToJson());
        Assert.Equal(first.Model.ToJson(), shuffled.Model.ToJson());
        Assert.Equal(first.Segments, again.Segments);
        Assert.Equal(order.Select(i => first.Segments[i]), shuffled.Segments);
        Assert.Equal(first.Inertia, shuffled.Inertia);
    }

    [Fact]
    public async Task Training_side_by_side_changes_nothing()
    {
        var data = SyntheticCustomers.Gaussian(3000, seed: 1);
        var alone = Train(data, Options()).Model.ToJson();
        var together = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Train(data, Options()).Model.ToJson(), TestContext.Current.CancellationToken)));

        Assert.All(together, json => Assert.Equal(alone, json));
    }

    [Fact]
    public void Another_seed_may_find_another_optimum()
    {
        var data = SyntheticCustomers.Gaussian(5000, seed: 1);

        Assert.NotEqual(Train(data, Options(seed: 1)).Model.ToJson(), Train(data, Options(seed: 2)).Model.ToJson());
    }
}
