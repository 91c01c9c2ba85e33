using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Clustering.Tests.Training;

public class SegmentationTrainerTests
{
    private static TrainingResult Train(FeatureMatrix data, ClusteringOptions? options = null) =>
        new SegmentationTrainer(options ?? new ClusteringOptions()).Train(data, TestContext.Current.CancellationToken);

    [Theory]
    [InlineData(1, "bank", 500)]
    [InlineData(3, "bank", 5000)]
    [InlineData(5, "discrete", 3000)]
    [InlineData(20, "gaussian", 500)]
    public void Every_row_has_the_segment_that_the_model_gives_it(int k, string kind, int rows)
    {
        var data = SyntheticCustomers.Of(kind, rows, seed: k);
        var result = Train(data, new ClusteringOptions { K = k, SampleSize = 1000 });

        var assignments = Enumerable.Range(0, rows).Select(i => result.Model.Assign(data.Row(i))).ToArray();
        Assert.Equal(assignments.Select(a => a.Segment), result.Segments);
        Assert.Equal(assignments.Sum(a => a.SquaredDistance), result.Inertia, result.Inertia * 1e-12);
        Assert.Equal(result.Inertia / rows, result.Model.MeanSquaredDistance, 1e-12);
        Assert.Equal((rows, Math.Min(rows, 1000), 10), (result.Rows, result.TrainingRows, result.Restarts));
        Assert.InRange(result.Iterations, 0, 300);
    }

    [Fact]
    public void Centroids_are_the_means_of_their_rows()
    {
        var result = Train(SyntheticCustomers.Bank(6000, seed: 8), new ClusteringOptions { K = 5, SampleSize = 2000 });

        Assert.All(result.Profiles, p => Assert.All(
            p.ScaledMeans.Zip(result.Model.Centroid(p.Index).ToArray()),
            pair => Assert.Equal(pair.First, pair.Second, 2e-4)));
    }

    [Fact]
    public void Profiles_describe_their_rows()
    {
        var data = SyntheticCustomers.Bank(1000, seed: 2);
        var result = Train(data);
        var debt = data.ColumnNames.ToList().IndexOf("debt");

        Assert.All(result.Profiles, profile =>
        {
            var rows = Enumerable.Range(0, data.Rows).Where(i => result.Segments[i] == profile.Index).ToArray();
            Assert.Equal(rows.Length, profile.Size);
            Assert.Equal(rows.Length / 1000.0, profile.Share, 1e-12);
            Assert.Equal(rows.Average(i => data.Row(i)[debt]), profile.Means[debt], 1e-6);
            Assert.Equal(rows.Average(i => Scaled(i)[debt]), profile.ScaledMeans[debt], 1e-9);
            Assert.Equal(DefaultFeatures.All.Select((f, j) => f.Weight * profile.ScaledMeans[j]).Sum(), profile.RankScore, 1e-9);
        });

        double[] Scaled(int i)
        {
            var scaled = new double[data.Columns];
            result.Model.Scaler.Transform(data.Row(i), scaled);
            return scaled;
        }
    }

    [Fact]
    public void Duplicates_do_not_hinder()
    {
        var data = SyntheticCustomers.Reorder(SyntheticCustomers.Bank(5, seed: 1), [.. Enumerable.Range(0, 2000).Select(i => i < 1900 ? 0 : i % 5)]);
        var result = Train(data, new ClusteringOptions { K = 5, SampleSize = 100 });

        Assert.Equal(5, result.Segments.Distinct().Count());
        Assert.Equal(0, result.Inertia, 1e-9);
    }

    [Fact]
    public void As_many_segments_as_distinct_rows_are_found()
    {
        var result = Train(SyntheticCustomers.Gaussian(60, seed: 1), new ClusteringOptions { K = 60 });

        Assert.All(result.Profiles, p => Assert.Equal(1, p.Size));
    }

    [Fact]
    public void A_constant_feature_does_not_move_anybody()
    {
        var varied = SyntheticCustomers.With(SyntheticCustomers.Bank(800, seed: 5), "income", _ => 0);
        var constant = SyntheticCustomers.With(varied, "income", _ => 123_456.7);
        var result = Train(constant);

        Assert.Equal(Train(varied).Model.Labels, result.Model.Labels);
        Assert.All(result.Profiles, p => Assert.Equal(0, p.ScaledMeans[0]));
        // Not in training, and not afterwards either.
        var row = constant.Row(0).ToArray();
        row[0] = 9e9;
        Assert.Equal(result.Model.Assign(constant.Row(0)), result.Model.Assign(row));
    }

    [Theory]
    [InlineData("income", 1e300)]
    [InlineData("avg_transaction_amt", 1e30)]
    public void A_giant_outlier_in_a_winsorised_feature_moves_hardly_anybody(string column, double value)
    {
        var data = SyntheticCustomers.Bank(1000, seed: 6);
        var usual = Train(data);
        var result = Train(SyntheticCustomers.With(data, column, i => i == 17 ? value : data.Row(i)[data.ColumnNames.ToList().IndexOf(column)]));

        Assert.InRange(usual.Segments.Zip(result.Segments).Count(pair => pair.First != pair.Second), 0, 10);
    }

    [Fact]
    public void A_giant_outlier_in_a_feature_that_is_not_winsorised_gets_a_segment_of_its_own()
    {
        var data = SyntheticCustomers.Bank(1000, seed: 6);
        var features = DefaultFeatures.All.Select(f => f with { LowerQuantile = 0, UpperQuantile = 1 }).ToArray();
        var result = Train(
            SyntheticCustomers.With(data, "income", i => i == 17 ? 1e100 : data.Row(i)[0]),
            new ClusteringOptions { Features = features, SmallestShare = 0 });

        Assert.Single(result.Segments, s => s == result.Segments[17]);
        Assert.All(result.Profiles, p => Assert.True(p.Size > 0));
    }

    [Fact]
    public void Rows_that_differ_by_less_than_a_float_can_tell_are_still_told_apart()
    {
        Feature[] features = [new("x", Scaling.Standard), new("y", Scaling.Standard)];
        var data = new FeatureMatrix(["x", "y"], [0, 0, 0, 1e-12, 1000, 1, 1000, 1 + 1e-12, 0, 0]);
        var result = Train(data, new ClusteringOptions { K = 4, Features = features });

        Assert.Equal(4, result.Segments.Distinct().Count());
        Assert.Equal(result.Segments[0], result.Segments[4]);
    }
}
