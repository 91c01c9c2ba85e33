using CsCheck;
using SegmentationUpdates.Clustering.Quality;
using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Clustering.Tests.Training;

public class SegmentMediansTests
{
    [Fact]
    public void A_median_is_the_value_in_the_middle() =>
        Gen.Int[0, 9].Array[1, 40].Sample(numbers =>
        {
            double[] sorted = [.. numbers.Select(number => (double)number).Order()];
            var (median, range) = Median.WithRange([.. numbers.Select(number => (double)number)]);

            Assert.Equal(sorted[(sorted.Length - 1) / 2], median);
            Assert.Equal(sorted[(sorted.Length - 1) * 3 / 4] - sorted[(sorted.Length - 1) / 4], range);
        });

    [Fact]
    public void Beside_a_mean_that_a_giant_makes_stands_the_median()
    {
        var bank = SyntheticCustomers.Bank(1_000, seed: 6);
        var data = SyntheticCustomers.With(bank, "income", i => i == 17 ? 1e12 : bank.Row(i)[0]);
        var result = new SegmentationTrainer(new ClusteringOptions()).Train(data, TestContext.Current.CancellationToken);
        var segment = result.Profiles[result.Segments[17]];
        var income = result.Model.FeatureNames.ToList().IndexOf("income");
        double[] incomes = [.. Enumerable.Range(0, 1_000).Where(i => result.Segments[i] == segment.Index).Select(i => data.Row(i)[income]).Order()];

        Assert.True(segment.Means[income] > 1e8);
        Assert.Equal(incomes[(incomes.Length - 1) / 2], segment.MedianBesideMean(income));
        Assert.Null(result.Profiles[(segment.Index + 1) % 3].MedianBesideMean(income));
    }
}
