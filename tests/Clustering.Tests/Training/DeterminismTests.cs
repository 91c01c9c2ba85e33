using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Training;

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
        var together = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => Train(data, Options()).Model.ToJson(), TestContext.Current.CancellationToken)));

        Assert.All(together, json => Assert.Equal(alone, json));
    }

    [Fact]
    public void Another_seed_may_find_another_optimum()
    {
        var data = SyntheticCustomers.Gaussian(5000, seed: 1);

        Assert.NotEqual(Train(data, Options(seed: 1)).Model.ToJson(), Train(data, Options(seed: 2)).Model.ToJson());
    }

    [Theory]
    [InlineData("bank", 3)]
    [InlineData("bank", 8)]
    [InlineData("blobs", 5)]
    [InlineData("gaussian", 3)]
    [InlineData("gaussian", 8)]
    [InlineData("discrete", 5)]
    public void Another_processors_rounding_in_the_starts_changes_not_a_bit(string kind, int k)
    {
        var cancel = TestContext.Current.CancellationToken;
        var data = SyntheticCustomers.Of(kind, 5000, seed: 3);
        var scaler = new FeatureScaler([.. FeatureScaler.FitColumns(data, DefaultFeatures.All).Select(column => column.Scaling)]);
        var rows = CanonicalRows.Create(data, scaler, seed: 1, cancel);
        var random = new Random(1);
        for (var start = 0; start < 5; start++)
        {
            var found = KMeansStart.Run(new SampleView(rows), k, seed: start, maxIterations: 300)!;

            // Single precision has 24 bits: the last three of them differ.
            var elsewhere = found.Select(value => value * (1 + ((random.NextDouble() - .5) * 1e-6))).ToArray();

            Assert.Equal(MultiStart.Settle(rows, k, found, cancel).Centroids, MultiStart.Settle(rows, k, elsewhere, cancel).Centroids);
        }
    }
}
