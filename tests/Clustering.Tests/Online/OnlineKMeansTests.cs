using CsCheck;
using SegmentationUpdates.Clustering.Tests.Scoring;

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
    public void In_between_the_past_fades()
    {
        var after = Line(4, 1).Step(Batch, new OnlineDecay(.25));

        Assert.Equal([(0 + 4) / 3.0, (2.5 + 11) / 1.25], after.Model.Centroids.ToArray(), Close);
        Assert.Equal([3, 1.25], after.Weights, Close);
        // 1.25 customers of 7 squared before, then (1/3)², (5/3)² and (1/5)².
        Assert.Equal(((1.25 * 7) + (1 / 9.0) + (25 / 9.0) + .04) / 4.25, after.Model.MeanSquaredDistance, 1e-12);
    }

    [Fact]
    public void By_points_every_customer_of_the_batch_makes_the_past_fade()
    {
        var after = Line(4, 1).Step(Batch, new OnlineDecay(.5, DecayUnit.Points));

        Assert.Equal([2.5, 1.125], after.Weights, Close);
        Assert.Equal([4 / 2.5, (1.25 + 11) / 1.125], after.Model.Centroids.ToArray(), Close);
    }

    [Theory]
    [InlineData(1, .5)]
    [InlineData(2, .70710678118654757)]
    [InlineData(10, .93303299153680741)]
    public void After_the_half_life_half_is_left(double halfLife, double factor)
    {
        var decay = OnlineDecay.HalfLife(halfLife);
        var state = Line(8, 8);
        for (var batch = 0; batch < halfLife; batch++)
        {
            state = state.Step(new FeatureMatrix(["x"], []), decay);
        }

        Assert.Equal(factor, decay.Factor, 1e-15);
        Assert.Equal([4, 4.0], state.Weights, Close);
        Assert.Equal(.5, OnlineDecay.HalfLife(300, DecayUnit.Points).After(300), 1e-12);
    }

    [Fact]
    public void A_segment_that_nobody_comes_to_stays_where_it_is_and_is_named()
    {
        var state = Line(4, 1);
        for (var batch = 0; batch < 30; batch++)
        {
            // 2^-batch of about 4: below 1e-8 from batch 25 on.
            Assert.True(batch > 20 || state.Dying.Count == 0);
            state = state.Step(new FeatureMatrix(["x"], [1, 1]), new OnlineDecay(.5));
        }

        Assert.Equal(10, state.Model.Centroids[1]);
        Assert.Equal([1], state.Dying);
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
    public void A_state_survives_the_round_trip_and_the_old_one_does_not_change()
    {
        var model = RandomModels.Create(3, 4, seed: 2);
        var state = new OnlineKMeans(model, [1, 2.5, 0]);
        var json = state.ToJson();
        _ = state.Step(new FeatureMatrix(model.FeatureNames, [1, 2, 3, 4]), new OnlineDecay(.9));
        var back = OnlineKMeans.FromJson(json);

        Assert.Equal(json, state.ToJson());
        Assert.Equal(json, back.ToJson());
        Assert.Equal(state.Weights, back.Weights);
        Assert.Equal(model.ToJson(), back.Model.ToJson());
    }

    [Fact]
    public void It_begins_with_a_training()
    {
        var result = new SegmentationTrainer(new ClusteringOptions { Restarts = 2 }).Train(SyntheticCustomers.Bank(500, seed: 1), TestContext.Current.CancellationToken);
        var state = OnlineKMeans.From(result);

        Assert.Same(result.Model, state.Model);
        Assert.Equal(500, state.Weights.Sum());
        Assert.Equal(result.Model.Baselines, state.Step(SyntheticCustomers.Bank(50, seed: 2), new OnlineDecay(1)).Model.Baselines);
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
        Assert.Throws<InvalidDataException>(() => OnlineKMeans.FromJson("{}"));
        Assert.Throws<InvalidDataException>(() => OnlineKMeans.FromJson(Line(1, 1).ToJson().Replace("[1,1]", "[1]", StringComparison.Ordinal)));
        Assert.Throws<InvalidDataException>(() => OnlineKMeans.FromJson(Line(1, 1).ToJson().Replace("\"version\":1", "\"version\":7", StringComparison.Ordinal)));
    }

    private static bool Close(double a, double b) => Math.Abs(a - b) < 1e-12;

    private static OnlineKMeans Line(double first, double second) =>
        new(new SegmentationModel(new FeatureScaler([new("x", -100, 100, 0, 1)]), [0, 10], ["a", "b"], 7), [first, second]);
}
