using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Matching;
using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Clustering.Tests.Training;

public class MissingValueTests
{
    private static TrainingResult Train(FeatureMatrix data, ClusteringOptions? options = null) =>
        new SegmentationTrainer(options ?? new ClusteringOptions { Restarts = 3 }).Train(data, TestContext.Current.CancellationToken);

    [Fact]
    public void Missing_values_count_as_the_median_of_the_others_and_are_reported()
    {
        var data = SyntheticCustomers.Bank(1000, seed: 1);
        var holes = SyntheticCustomers.With(data, "income", i => i % 10 == 0 ? double.NaN : data.Row(i)[0]);
        var known = Enumerable.Range(0, 1000).Where(i => i % 10 != 0).Select(i => data.Row(i)[0]).Order().ToArray();
        var median = (known[449] + known[450]) / 2;
        var result = Train(holes);

        Assert.Equal([100, 0, 0, 0, 0, 0, 0, 0, 0], result.ImputedValues);
        Assert.Equal(median, result.Model.Scaler.Columns[0].Median!.Value, 1e-9);
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => result.Model.Assign(holes.Row(i)).Segment), result.Segments);
        var filled = SyntheticCustomers.With(holes, "income", i => i % 10 == 0 ? median : data.Row(i)[0]);
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => result.Model.Assign(filled.Row(i)).Segment), result.Segments);
        Assert.All(result.Profiles, p => Assert.Equal(
            Enumerable.Range(0, 1000).Where(i => result.Segments[i] == p.Index).Average(i => filled.Row(i)[0]), p.Means[0], 1e-6));
    }

    [Fact]
    public void What_is_missing_does_not_depend_on_the_order_of_the_rows()
    {
        var data = SyntheticCustomers.Bank(500, seed: 2);
        var holes = SyntheticCustomers.With(data, "debt", i => i % 3 == 0 ? double.NaN : data.Row(i)[2]);
        var shuffled = SyntheticCustomers.Reorder(holes, SyntheticCustomers.Shuffled(500, seed: 3));

        Assert.Equal(Train(holes).Model.ToJson(), Train(shuffled).Model.ToJson());
    }

    [Fact]
    public void A_column_without_any_value_is_one_of_zeros_and_moves_nobody()
    {
        var data = SyntheticCustomers.Bank(300, seed: 3);
        var none = Train(SyntheticCustomers.With(data, "debt", _ => double.NaN));
        var zeros = Train(SyntheticCustomers.With(data, "debt", _ => 0));

        Assert.Equal(new ColumnScaling("debt", 0, 0, 0, 1, Median: 0), none.Model.Scaler.Columns[2]);
        Assert.Equal(300, none.ImputedValues[2]);
        Assert.Equal(zeros.Model.Scaler.Columns, none.Model.Scaler.Columns);
        Assert.Equal(zeros.Model.Centroids.ToArray(), none.Model.Centroids.ToArray());
        Assert.Equal((0, 1), (zeros.Model.JointBaseline!.MissingShares[2], none.Model.JointBaseline!.MissingShares[2]));
        Assert.Equal(zeros.Segments, none.Segments);
    }

    [Fact]
    public void Customers_of_whom_nothing_is_known_are_one_customer_over_and_over()
    {
        var data = new FeatureMatrix(SyntheticCustomers.Columns, [.. Enumerable.Repeat(double.NaN, 9 * 10)]);

        Assert.Contains(
            "1 distinct rows",
            Assert.Throws<UnclusterableDataException>(() => Train(data)).Message,
            StringComparison.Ordinal);
        Assert.Equal([10], Train(data, new ClusteringOptions { K = 1 }).Profiles.Select(p => p.Size));
    }

    [Fact]
    public void Continuing_a_model_counts_them_too()
    {
        var data = SyntheticCustomers.Bank(500, seed: 4);
        var holes = SyntheticCustomers.With(data, "income", i => i % 5 == 0 ? double.NaN : data.Row(i)[0]);
        var result = Train(holes);
        var (continued, match) = SegmentMatching.Continue(Train(data).Model, result, holes);

        Assert.True(match.Matched);
        Assert.Equal(100, continued.ImputedValues[0]);
        Assert.All(continued.Profiles, p => Assert.All(p.Means, mean => Assert.True(double.IsFinite(mean))));
    }
}
