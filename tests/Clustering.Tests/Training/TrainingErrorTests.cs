using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Clustering.Tests.Training;

public class TrainingErrorTests
{
    private static string Message(FeatureMatrix data, ClusteringOptions options) =>
        Assert.Throws<UnclusterableDataException>(() => new SegmentationTrainer(options).Train(data, TestContext.Current.CancellationToken)).Message;

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void Fewer_rows_than_segments_are_refused_with_both_numbers(int rows)
    {
        var message = Message(SyntheticCustomers.Bank(rows, seed: 1), new ClusteringOptions { K = 5 });

        Assert.Contains($"{rows} rows", message, StringComparison.Ordinal);
        Assert.Contains("5 segments", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fewer_distinct_rows_than_segments_are_refused_with_both_numbers()
    {
        var data = SyntheticCustomers.Reorder(SyntheticCustomers.Bank(4, seed: 1), [.. Enumerable.Range(0, 500).Select(i => i % 4)]);
        var message = Message(data, new ClusteringOptions { K = 5 });

        Assert.Contains("4 distinct rows", message, StringComparison.Ordinal);
        Assert.Contains("5 segments", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_only_differ_beyond_the_limits_are_not_distinct()
    {
        Feature[] features = [new("x", Scaling.Robust, .25, .75)];
        var data = new FeatureMatrix(["x"], [1, 5, 5, 5, 5, 5, 6, 6, 6, 6, 6, 9]);

        Assert.Contains("2 distinct rows", Message(data, new ClusteringOptions { K = 3, Features = features }), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_columns_than_the_features_are_refused()
    {
        var message = Assert.Throws<ArgumentException>(() => new SegmentationTrainer(new ClusteringOptions { K = 1 })
            .Train(new FeatureMatrix(["income", "age"], [1, 2]), TestContext.Current.CancellationToken)).Message;

        Assert.Contains("age", message, StringComparison.Ordinal);
        Assert.Contains("balance", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_too_large_for_distances_are_refused()
    {
        Feature[] features = [new("x", Scaling.Robust)];
        var data = new FeatureMatrix(["x"], [1, 2, 3, 4, 5, 6, 7, 8, 1e200]);

        Assert.Contains("too large", Message(data, new ClusteringOptions { K = 2, Features = features }), StringComparison.Ordinal);
    }

    [Fact]
    public void Invalid_options_are_refused_with_their_key() =>
        Assert.Contains(
            "Segmentation:Clustering:K",
            Assert.Throws<ArgumentException>(() => new SegmentationTrainer(new ClusteringOptions { K = 0 })).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_cancelled_training_ends()
    {
        var data = SyntheticCustomers.Bank(100, seed: 1);

        Assert.ThrowsAny<OperationCanceledException>(() => new SegmentationTrainer(new ClusteringOptions()).Train(data, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void A_training_under_way_can_be_cancelled()
    {
        // So many starts and passes that it would take minutes.
        var options = new ClusteringOptions { K = 50, Restarts = 1000, SampleSize = 100_000 };
        var data = SyntheticCustomers.Gaussian(100_000, seed: 1);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        cancellation.CancelAfter(TimeSpan.FromMilliseconds(300));

        Assert.ThrowsAny<OperationCanceledException>(() => new SegmentationTrainer(options).Train(data, cancellation.Token));
    }
}
