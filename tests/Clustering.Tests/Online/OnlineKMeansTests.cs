using CsCheck;
using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Online;
using SegmentationUpdates.Clustering.Scoring;
using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Clustering.Tests.Online;

public class OnlineKMeansTests
{
    private static readonly FeatureMatrix Batch = new(["x"], [1, 3, 11]);

    [Fact]
    public void Without_decay_all_of_history_counts()
    {
        // Centroids 0 and 10 of weights 4 and 1: 1 and 3 come to the first, 11 to the second.
        var after = Line(4, 1).Step(Batch, new OnlineDecay(1));

        Assert.Equal([4.0 / 6, 21.0 / 2], after.Model.Centroids.ToArray(), Close);
        Assert.Equal([6, 2], after.Weights, Close);
    }

    [Fact]
    public void With_decay_0_only_the_batch_counts()
    {
        var after = Line(4, 1).Step(Batch, new OnlineDecay(0));

        Assert.Equal([2, 11], after.Model.Centroids.ToArray(), Close);
        Assert.Equal([2, 1.0], after.Weights);
        Assert.Equal(2.0 / 3, after.Model.MeanSquaredDistance, 1e-12);
    }

    [Fact]
    public void In_between_the_past_fades_with_every_customer_of_the_batch()
    {
        var after = Line(4, 1).Step(Batch, new OnlineDecay(Math.Cbrt(.25)));

        Assert.Equal([(0 + 4) / 3.0, (2.5 + 11) / 1.25], after.Model.Centroids.ToArray(), Close);
        Assert.Equal([3, 1.25], after.Weights, Close);
        // 1.25 customers of 7 squared before, then (1/3)², (5/3)² and (1/5)².
        Assert.Equal(((1.25 * 7) + (1 / 9.0) + (25 / 9.0) + .04) / 4.25, after.Model.MeanSquaredDistance, 1e-12);
    }

    [Theory]
    [InlineData(1, .5)]
    [InlineData(2, .70710678118654757)]
    [InlineData(10, .93303299153680741)]
    public void After_the_half_life_half_is_left(double halfLife, double factor)
    {
        var decay = OnlineDecay.HalfLife(halfLife);

        Assert.Equal(factor, decay.Factor, 1e-15);
        Assert.Equal(.5, decay.After((int)halfLife), 1e-12);
    }

    [Fact]
    public void A_segment_that_nobody_comes_to_stays_where_it_is()
    {
        var state = Line(4, 1);
        for (var batch = 0; batch < 30; batch++)
        {
            state = state.Step(new FeatureMatrix(["x"], [1, 1]), new OnlineDecay(.5));
        }

        Assert.Equal(10, state.Model.Centroids[1]);
        // It takes the first who comes.
        Assert.Equal(8, state.Step(new FeatureMatrix(["x"], [8]), new OnlineDecay(0)).Model.Centroids[1], 1e-9);
    }

    [Fact]
    public void Without_decay_and_while_nobody_changes_segment_the_centroids_are_the_means_of_all() =>
        // The other centroid is at 10: nobody at up to 2 is ever nearer to it, wherever between -2 and 2 the first has gone.
        Gen.Double[-2, 2].Array[1, 40].Array[1, 6].Sample(batches =>
        {
            var state = new OnlineKMeans(Line(0, 0).Model, [0, 0]);
            foreach (var batch in batches)
            {
                state = state.Step(new FeatureMatrix(["x"], [.. batch]), new OnlineDecay(1));
            }

            Assert.Equal(batches.SelectMany(b => b).Average(), state.Model.Centroids[0], 1e-9);
            Assert.Equal(batches.Sum(b => b.Length), state.Weights[0], 1e-9);
        });

    [Fact]
    public void A_step_leaves_the_state_before_it_and_the_baselines_as_they_are()
    {
        var model = new SegmentationTrainer(new ClusteringOptions { Restarts = 2 }).Train(
            SyntheticCustomers.Bank(500, seed: 1), TestContext.Current.CancellationToken).Model;
        var json = model.ToJson();
        double[] weights = [.. Enumerable.Repeat(50.0, model.K)];
        var state = new OnlineKMeans(model, weights);
        var after = state.Step(SyntheticCustomers.Bank(50, seed: 2), new OnlineDecay(.99));

        Assert.Equal(json, state.Model.ToJson());
        Assert.Equal(weights, state.Weights);
        Assert.NotEqual(json, after.Model.ToJson());
        Assert.Equal(model.Baselines, after.Model.Baselines);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new OnlineDecay(1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OnlineDecay(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => OnlineDecay.HalfLife(0));
        Assert.Throws<ArgumentException>(() => new OnlineKMeans(Line(1, 1).Model, [1]));
        Assert.Throws<ArgumentException>(() => new OnlineKMeans(Line(1, 1).Model, [1, -1]));
        Assert.Throws<ArgumentException>(() => Line(1, 1).Step(new FeatureMatrix(["y"], [1]), new OnlineDecay(1)));
    }

    private static bool Close(double a, double b) => Math.Abs(a - b) < 1e-12;

    private static OnlineKMeans Line(double first, double second) =>
        new(new SegmentationModel(new FeatureScaler([new("x", -100, 100, 0, 1)]), [0, 10], ["a", "b"], 7), [first, second]);
}
