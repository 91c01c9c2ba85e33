using CsCheck;
using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Clustering.Tests.Training;

public class LloydTests
{
    [Fact]
    public void No_cluster_ends_empty_even_if_all_centroids_begin_at_one_row() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[12, 300], Gen.Int[0, 1000]).Sample((k, rows, seed) =>
        {
            var canonical = Rows(SyntheticCustomers.Discrete(rows, seed));
            var start = Enumerable.Repeat(canonical.Row(0).ToArray(), k).SelectMany(r => r).ToArray();
            var found = new Lloyd(canonical, k, parallel: false).Run(start, 300, 0, TestContext.Current.CancellationToken);
            var pass = new LloydPass(canonical, k);
            pass.Run(found.Centroids, parallel: false, TestContext.Current.CancellationToken);

            Assert.DoesNotContain(0, pass.Counts);
            Assert.Equal(found.Inertia, pass.Inertia);
        }, iter: 200);

    [Fact]
    public void More_threads_give_the_same_bits()
    {
        var rows = Rows(SyntheticCustomers.Bank(20_000, seed: 1));
        var start = rows.Values.AsSpan(0, 7 * rows.Columns);
        var one = new Lloyd(rows, 7, parallel: false).Run(start, 20, 0, TestContext.Current.CancellationToken);
        var many = new Lloyd(rows, 7, parallel: true).Run(start, 20, 0, TestContext.Current.CancellationToken);

        Assert.Equal(one.Centroids, many.Centroids);
        Assert.Equal(one.Inertia, many.Inertia);
    }

    [Theory]
    [InlineData(17)]
    [InlineData(19_999)]
    public void The_farthest_row_is_found_wherever_it_is(int outlier)
    {
        var values = SyntheticCustomers.Discrete(20_000, seed: 1).Values.ToArray();
        values[outlier * 9] = 50;
        var data = new FeatureMatrix(SyntheticCustomers.Columns, values);
        var rows = Rows(data);
        var pass = new LloydPass(rows, 1);
        pass.Run(new double[9], parallel: true, TestContext.Current.CancellationToken);
        var distances = Enumerable.Range(0, rows.Count).Select(i => rows.Row(i).ToArray().Sum(v => v * v)).ToArray();

        Assert.Equal(Array.IndexOf(distances, distances.Max()), pass.Farthest.Row);
        Assert.Equal(distances.Max(), pass.Farthest.Distance, 1e-9);
    }

    [Fact]
    public void The_passes_allowed_are_not_exceeded()
    {
        var rows = Rows(SyntheticCustomers.Gaussian(5000, seed: 1));

        Assert.Equal(
            3,
            new Lloyd(rows, 8, parallel: false).Run(rows.Values.AsSpan(0, 8 * rows.Columns), 3, 0, TestContext.Current.CancellationToken).Iterations);
    }

    private static Feature[] Features => [.. DefaultFeatures.All.Select(f => f with { LowerQuantile = 0, UpperQuantile = 1 })];

    private static CanonicalRows Rows(FeatureMatrix data) =>
        CanonicalRows.Create(data, FeatureScaler.Fit(data, Features), seed: 1, TestContext.Current.CancellationToken);
}
