using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Clustering.Tests.Training;

public class FewRowsSearchTests
{
    [Fact]
    public void Few_distinct_rows_lose_hardly_anything_whatever_the_starts()
    {
        var data = FewDistinct(distinct: 150, rows: 3_000);
        var inertias = Enumerable.Range(1, 3).Select(seed => Train(data, seed)).ToArray();

        Assert.InRange(inertias.Max() / inertias.Min(), 1, 1.001);
    }

    [Fact]
    public void Rows_count_as_often_as_they_occur()
    {
        var distinct = DistinctRows.Of(CanonicalRows.Of([1, 1, 1, 5, 7, 7], 1), most: 3)!;
        var found = new WeightedLloyd(distinct, 1).Run([0], 10, TestContext.Current.CancellationToken);

        Assert.Equal([3, 1, 2], distinct.Weights);
        Assert.Equal(22.0 / 6, found.Centroids[0], 1e-15);
        Assert.Equal(Enumerable.Sum([1, 1, 1, 5, 7, 7], x => Math.Pow(x - (22.0 / 6), 2)), found.Inertia, 1e-12);
        Assert.Null(DistinctRows.Of(CanonicalRows.Of([1, 1, 1, 5, 7, 7], 1), most: 2));
    }

    private static double Train(FeatureMatrix data, int seed) => new SegmentationTrainer(new ClusteringOptions
    {
        K = 12,
        Seed = seed,
        Restarts = 1,
        SmallestShare = 0,
        Features = [.. data.ColumnNames.Select(name => new Feature(name, Scaling.Standard))],
    }).Train(data, TestContext.Current.CancellationToken).Inertia;

    private static FeatureMatrix FewDistinct(int distinct, int rows)
    {
        var random = new Random(7);
        double[] values = [.. Enumerable.Range(0, distinct * 4).Select(i => i % 2 == 0 ? Math.Exp(3 * random.NextDouble()) : random.Next(7))];
        return new FeatureMatrix(["a", "b", "c", "d"], [.. Enumerable.Range(0, rows).SelectMany(i => values.AsSpan(i % distinct * 4, 4).ToArray())]);
    }
}
