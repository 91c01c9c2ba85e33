using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Quality;
using SegmentationUpdates.Clustering.Scoring;
using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Clustering.Tests.Training;

/// <summary>Trainings one after the other, on customers whom two ways to divide them suit nearly as well.</summary>
public class ContinuityTests
{
    private static readonly ClusteringOptions Options = new()
    {
        K = 2,
        Features = [new Feature("x", Scaling.Standard, Weight: 1), new Feature("y", Scaling.Standard)],
    };

    [Fact]
    public void Of_two_optima_that_are_as_good_the_one_before_is_continued()
    {
        var before = Train(Corners(.99), previous: null);
        var data = Corners(1.01);
        var anew = Train(data, previous: null);
        Assert.True(AdjustedRandIndex.Compute(before.Segments, anew.Segments) < .1, "From scratch the other one is found.");

        var continued = Train(data, before.Model);

        Assert.Equal(1, AdjustedRandIndex.Compute(before.Segments, continued.Segments), 1e-9);
        Assert.InRange(continued.Inertia, anew.Inertia * (1 + 1e-6), anew.Inertia * (1 + Continuity.Margin));
        Assert.Equal(continued.Model.ToJson(), Train(data, before.Model).Model.ToJson());
    }

    [Fact]
    public void A_better_optimum_is_taken()
    {
        var before = Train(Corners(.99), previous: null);
        var data = Corners(1.5);

        Assert.Equal(Train(data, previous: null).Model.ToJson(), Train(data, before.Model).Model.ToJson());
    }

    [Fact]
    public void The_centroids_before_are_taken_to_the_scale_of_today()
    {
        // Far from the origin and in another scale: as they stand they would be nowhere near the customers.
        var before = new SegmentationTrainer(new ClusteringOptions { K = 2, Features = [new("x", Scaling.Robust, Weight: 1), new("y")] })
            .Train(Corners(.99, at: 1_000), TestContext.Current.CancellationToken);

        Assert.Equal(
            1, AdjustedRandIndex.Compute(before.Segments, Train(Corners(1.01, at: 1_000), before.Model).Segments), 1e-9);
    }

    [Fact]
    public void A_model_with_another_number_of_segments_or_other_features_is_not_continued()
    {
        var data = Corners(1.01);
        var anew = Train(data, previous: null).Model.ToJson();
        var three = new SegmentationTrainer(new ClusteringOptions { K = 3, Features = Options.Features });
        var others = new SegmentationTrainer(new ClusteringOptions { K = 2, Features = [.. Options.Features.Reverse()] });

        Assert.Equal(anew, Train(data, three.Train(data, TestContext.Current.CancellationToken).Model).Model.ToJson());
        Assert.Equal(
            anew, Train(data, others.Train(Corners(1, ["y", "x"]), TestContext.Current.CancellationToken).Model).Model.ToJson());
    }

    // Four clouds at the corners of a square: left and right, or above and below. The latter where customers are spread out more sideways.
    private static FeatureMatrix Corners(double sideways, string[]? columns = null, double at = 0)
    {
        var values = new List<double>();
        for (var corner = 0; corner < 4; corner++)
        {
            for (var i = 0; i < 400; i++)
            {
                values.Add(at + (corner % 2 * 4) + (sideways * (i % 20) / 20.0));
                values.Add(at + (corner / 2 * 4) + (i / 20 / 20.0));
            }
        }

        return new FeatureMatrix(columns ?? ["x", "y"], [.. values]);
    }

    private static TrainingResult Train(FeatureMatrix data, SegmentationModel? previous) =>
        new SegmentationTrainer(Options).Train(data, previous, TestContext.Current.CancellationToken);
}
