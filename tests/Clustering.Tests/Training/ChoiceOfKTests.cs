using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Clustering.Tests.Training;

public class ChoiceOfKTests
{
    private static readonly Feature[] Plane = [new("x", Scaling.Standard, Weight: 1), new("y", Scaling.Standard)];

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(6)]
    public void As_many_segments_as_there_are_groups_are_found(int groups)
    {
        var result = Train(Groups(groups, 600), new ClusteringOptions { AutoK = true, Features = Plane });

        Assert.Equal(groups, result.Model.K);
        Assert.Equal(groups, result.Choice!.K);
        Assert.Equal([2, 3, 4, 5, 6, 7, 8], result.Choice.Candidates.Select(c => c.K));
        Assert.Equal(groups, result.Profiles.Count);
        Assert.Contains($"k = {groups} ", result.Choice.Reason, StringComparison.Ordinal);
        Assert.Equal(new ClusteringOptions { K = groups, Features = Plane }.ResolveLabels(), result.Model.Labels);
        Assert.Equal(result.Profiles.OrderByDescending(p => p.RankScore), result.Profiles);
    }

    [Fact]
    public void The_model_is_the_one_that_this_k_gives_when_it_is_asked_for()
    {
        var data = SyntheticCustomers.Bank(3000, seed: 4);
        var auto = Train(data, new ClusteringOptions { AutoK = true, MinK = 3, MaxK = 5, SampleSize = 1000 });
        var given = Train(data, new ClusteringOptions { K = auto.Model.K, SampleSize = 1000 });

        Assert.Equal(given.Model.ToJson(), auto.Model.ToJson());
        Assert.Equal((given.Silhouette, given.DaviesBouldin), (auto.Silhouette, auto.DaviesBouldin));
        Assert.Null(given.Choice);
    }

    [Fact]
    public void The_choice_does_not_depend_on_the_order_of_the_rows()
    {
        var data = SyntheticCustomers.Bank(1500, seed: 5);
        var options = new ClusteringOptions { AutoK = true, MaxK = 5, SampleSize = 500, Restarts = 3 };
        var first = Train(data, options);
        var shuffled = Train(SyntheticCustomers.Reorder(data, SyntheticCustomers.Shuffled(1500, seed: 6)), options);

        Assert.Equal(first.Choice!.Candidates, shuffled.Choice!.Candidates);
        Assert.Equal(first.Model.ToJson(), shuffled.Model.ToJson());
    }

    [Fact]
    public void The_table_gives_inertia_for_all_rows_and_the_quality_of_the_model()
    {
        var data = SyntheticCustomers.Bank(2000, seed: 7);
        var result = Train(data, new ClusteringOptions { AutoK = true });
        var chosen = result.Choice!.Candidates.Single(c => c.Chosen);

        Assert.Equal(result.Inertia, chosen.Inertia, result.Inertia * 1e-9);
        Assert.Equal(result.Silhouette!.Value, chosen.Silhouette, 1e-9);
        Assert.Equal(result.DaviesBouldin!.Value, chosen.DaviesBouldin, 1e-9);
        Assert.Equal(result.Choice.Candidates.Select(c => c.Inertia).OrderDescending(), result.Choice.Candidates.Select(c => c.Inertia));
    }

    [Fact]
    public void No_more_segments_than_distinct_customers_are_tried()
    {
        var data = SyntheticCustomers.Reorder(SyntheticCustomers.Bank(4, seed: 1), [.. Enumerable.Range(0, 200).Select(i => i % 4)]);
        var result = Train(data, new ClusteringOptions { AutoK = true });

        Assert.Equal([2, 3, 4], result.Choice!.Candidates.Select(c => c.K));
        var message = Assert.Throws<UnclusterableDataException>(() => Train(data, new ClusteringOptions { AutoK = true, MinK = 5 })).Message;
        Assert.Contains("4 distinct rows", message, StringComparison.Ordinal);
        Assert.Contains("5 segments", message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_as_good_within_the_tolerance_wins_by_its_davies_bouldin_index()
    {
        var choice = KChoice.Of([Tried(2, .300, 1.5), Tried(3, .295, 1.2), Tried(4, .289, .9), Tried(5, .291, 1.2)]);

        Assert.Equal(3, choice.K);
        Assert.Equal(
            "k = 3 has the lowest Davies-Bouldin index, 1.200, of the 3 whose simplified silhouette is within 0.01 of the highest, 0.300 at k = 2.",
            choice.Reason);
        Assert.Equal("k = 4 has the highest simplified silhouette, 0.400.", KChoice.Of([Tried(2, .3, .1), Tried(4, .4, 2)]).Reason);
        Assert.Equal("k = 2 is the only number that these customers allow.", KChoice.Of([Tried(2, .3, .1)]).Reason);

        static KCandidate Tried(int k, double silhouette, double daviesBouldin) => new(k, 1.0 / k, silhouette, daviesBouldin, Chosen: false);
    }

    [Fact]
    public void Values_that_the_sample_misses_are_still_found()
    {
        // Three rows of ten thousand differ: a sample of a hundred has none of them.
        Feature[] features = [new("x", Scaling.Standard)];
        var data = new FeatureMatrix(["x"], [.. Enumerable.Range(0, 10_000).Select(i => i < 3 ? i + 1.0 : 0)]);
        var result = Train(data, new ClusteringOptions { K = 4, Features = features, SampleSize = 100, Restarts = 2 });

        Assert.Equal(4, result.Segments.Distinct().Count());
    }

    [Fact]
    public void One_segment_has_no_silhouette()
    {
        var result = Train(SyntheticCustomers.Bank(50, seed: 1), new ClusteringOptions { K = 1 });

        Assert.Null(result.Silhouette);
        Assert.Null(result.DaviesBouldin);
    }

    [Fact]
    public void A_model_that_exists_describes_other_rows()
    {
        var model = Train(SyntheticCustomers.Bank(2000, seed: 1), new ClusteringOptions()).Model;
        var rows = SyntheticCustomers.Bank(500, seed: 2);
        var result = SegmentationTrainer.Score(model, DefaultFeatures.All, rows);

        Assert.Same(model, result.Model);
        Assert.Equal(Enumerable.Range(0, 500).Select(i => model.Assign(rows.Row(i)).Segment), result.Segments);
        Assert.Equal(500, result.Profiles.Sum(p => p.Size));
        Assert.InRange(result.Silhouette!.Value, .05, .6);
        Assert.Throws<ArgumentException>(() => SegmentationTrainer.Score(model, Plane, rows));
    }

    private static TrainingResult Train(FeatureMatrix data, ClusteringOptions options) =>
        new SegmentationTrainer(options).Train(data, TestContext.Current.CancellationToken);

    /// <summary>Groups on a circle, far apart for their size.</summary>
    private static FeatureMatrix Groups(int groups, int rows)
    {
        var random = new Random(groups);
        return new FeatureMatrix(["x", "y"], [.. Enumerable.Range(0, rows).SelectMany(i => new[]
        {
            (10 * Math.Cos(.5 + (2 * Math.PI * (i % groups) / groups))) + random.NextDouble(),
            (10 * Math.Sin(.5 + (2 * Math.PI * (i % groups) / groups))) + random.NextDouble(),
        })]);
    }
}
