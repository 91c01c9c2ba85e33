using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Clustering.Tests.Training;

public class ChoiceOfKTests
{
    private static readonly Feature[] Plane = [new("x", Scaling.Standard, Weight: 1), new("y", Scaling.Standard)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(6)]
    public void As_many_segments_as_there_are_groups_are_found(int groups)
    {
        var result = Train(Groups(groups, 600), new ClusteringOptions { AutoK = true, Features = Plane });

        Assert.Equal(groups, result.Model.K);
        Assert.Equal(groups, result.Choice!.K);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], result.Choice.Candidates.Select(c => c.K));
        Assert.Equal(groups, result.Profiles.Count);
        Assert.StartsWith($"k = {groups}", result.Choice.Reason, StringComparison.Ordinal);
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
        var result = Train(data, new ClusteringOptions { AutoK = true, MinK = 3 });
        var chosen = result.Choice!.Candidates.Single(c => c.Chosen);

        // What is tried for the choice is searched for less than what is trained.
        Assert.Equal(result.Inertia, chosen.Inertia, result.Inertia * .01);
        Assert.Equal(result.Silhouette!.Value, chosen.Silhouette!.Value, .02);
        Assert.Equal(result.DaviesBouldin!.Value, chosen.DaviesBouldin!.Value, .1);
        Assert.Equal(result.Choice.Candidates.Select(c => c.Inertia).OrderDescending(), result.Choice.Candidates.Select(c => c.Inertia));
    }

    [Fact]
    public void No_more_segments_than_distinct_customers_are_tried()
    {
        var data = SyntheticCustomers.Reorder(SyntheticCustomers.Bank(4, seed: 1), [.. Enumerable.Range(0, 200).Select(i => i % 4)]);
        var result = Train(data, new ClusteringOptions { AutoK = true });

        Assert.Equal([1, 2, 3, 4], result.Choice!.Candidates.Select(c => c.K));
        var message = Assert.Throws<UnclusterableDataException>(() => Train(data, new ClusteringOptions { AutoK = true, MinK = 5 })).Message;
        Assert.Contains("4 distinct rows", message, StringComparison.Ordinal);
        Assert.Contains("5 segments", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gaussian")]
    [InlineData("uniform")]
    public void Nothing_but_noise_is_one_group(string kind)
    {
        var random = new Random(3);
        var data = kind == "gaussian"
            ? SyntheticCustomers.Gaussian(1_000, seed: 3)
            : new FeatureMatrix(SyntheticCustomers.Columns, [.. Enumerable.Range(0, 9_000).Select(_ => random.NextDouble())]);
        var result = Train(data, new ClusteringOptions { AutoK = true });

        Assert.Equal(1, result.Model.K);
        Assert.Equal(["All customers"], result.Model.Labels);
        Assert.StartsWith("k = 1: the customers are one group.", result.Choice!.Reason, StringComparison.Ordinal);
        Assert.Equal(1_000, result.Profiles.Single().Size);
    }

    [Fact]
    public void The_steps_of_whole_numbers_are_no_groups()
    {
        var random = new Random(9);
        var data = new FeatureMatrix(["x", "y"], [.. Enumerable.Range(0, 4_000).Select(_ => (double)random.Next(6))]);

        Assert.Equal(1, Train(data, new ClusteringOptions { AutoK = true, Features = Plane }).Model.K);
    }

    [Fact]
    public void The_most_segments_that_keep_apart_and_are_found_again_are_chosen()
    {
        var choice = KChoice.Of([One, Tried(2, 9, .99), Tried(3, 4, .9), Tried(4, 2.1, .95), Tried(5, 3, .7)], smallestShare: .02);

        Assert.Equal(3, choice.K);
        Assert.Equal("k = 3 is the most segments that keep apart: separation 4.0 (at least 2.2), stability 0.90 (at least 0.75).", choice.Reason);
        Assert.Equal(4, KChoice.Of([One, Tried(3, 4, .9), Tried(4, 3, .9)], .02).K);
        Assert.Equal(3, KChoice.Of([One, Tried(3, 4, .9), Tried(4, 3, .9) with { SmallestShare = .019 }], .02).K);
        Assert.Equal(3, KChoice.Of([One, Tried(3, 4, .9), Tried(4, 3, .9) with { Gap = .2 }], .02).K);
        Assert.Equal(4, KChoice.Of([One, Tried(3, 4, .9), Tried(4, 3.5, .9) with { Gap = .2 }], .02).K);
        Assert.Equal("k = 2 is the only number that these customers allow.", KChoice.Of([Tried(2, 1, .1)], .02).Reason);
        Assert.StartsWith("k = 2 is the fewest allowed.", KChoice.Of([Tried(2, 1, .1), Tried(3, 1, .1)], .02).Reason, StringComparison.Ordinal);
    }

    private static KCandidate One { get; } = new(1, 1, Chosen: false) { Gap = 0, GapError = .05, SmallestShare = 1 };

    private static KCandidate Tried(int k, double separation, double stability) => new(k, 1.0 / k, Chosen: false)
    {
        Separation = separation,
        Stability = stability,
        Gap = k / 10.0,
        GapError = .05,
        SmallestShare = .1,
    };

    [Fact]
    public void Values_that_the_sample_misses_are_still_found()
    {
        // Three rows of ten thousand differ: a sample of a hundred has none of them.
        Feature[] features = [new("x", Scaling.Standard)];
        var data = new FeatureMatrix(["x"], [.. Enumerable.Range(0, 10_000).Select(i => i < 3 ? i + 1.0 : 0)]);
        var result = Train(data, new ClusteringOptions { K = 4, Features = features, SampleSize = 100, Restarts = 2, SmallestShare = 0 });

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
