using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Clustering.Tests.Training;

public class CanonicalRowsTests
{
    private static CanonicalRows Create(FeatureMatrix data) =>
        CanonicalRows.Create(data, FeatureScaler.Fit(data, DefaultFeatures.All), seed: 1, TestContext.Current.CancellationToken);

    [Fact]
    public void The_order_follows_from_the_contents()
    {
        var data = SyntheticCustomers.Discrete(20_000, seed: 1, values: 2);
        var shuffled = SyntheticCustomers.Reorder(data, SyntheticCustomers.Shuffled(data.Rows, seed: 3));

        Assert.Equal(Create(data).Values, Create(shuffled).Values);
    }

    [Fact]
    public void A_value_that_most_rows_share_gets_its_share_of_the_sample()
    {
        var data = SyntheticCustomers.Reorder(SyntheticCustomers.Bank(1001, seed: 1), [.. Enumerable.Range(0, 4000).Select(i => i < 3000 ? 0 : i - 2999)]);
        var rows = Create(data);
        var sample = rows.Sample(400);

        Assert.Equal(400, sample.Count);
        var largest = Enumerable.Range(0, sample.Count).GroupBy(i => string.Join(' ', sample.Row(i).ToArray()), StringComparer.Ordinal).Max(g => g.Count());
        Assert.InRange(largest, 299, 301);
    }

    [Fact]
    public void A_sample_as_large_as_the_rows_is_the_rows()
    {
        var rows = Create(SyntheticCustomers.Bank(100, seed: 1));

        Assert.Same(rows, rows.Sample(100));
    }
}
