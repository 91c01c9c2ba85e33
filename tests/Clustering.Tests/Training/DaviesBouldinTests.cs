using CsCheck;
using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Clustering.Tests.Training;

public class DaviesBouldinTests
{
    [Fact]
    public void It_is_what_it_is_by_hand()
    {
        // 0 and 2 around 1, 9 and 12 around 10: distances 1, 1, 1, 2 to the own centroid.
        Assert.Equal((1 + 1.5) / 9, DaviesBouldin.Of([0, 2, 9, 12], [1, 10], columns: 1)!.Value, 1e-15);
    }

    [Fact]
    public void It_agrees_with_the_definitions() =>
        Gen.Select(Gen.Int[2, 9], Gen.Int[1, 6], Gen.Int[10, 60], Gen.Int).Sample((k, columns, rows, seed) =>
        {
            var random = new Random(seed);
            var values = Enumerable.Range(0, rows * columns).Select(_ => random.NextDouble() * 10).ToArray();
            var centroids = Enumerable.Range(0, k * columns).Select(_ => random.NextDouble() * 10).ToArray();
            var distances = Enumerable.Range(0, rows).Select(i => Enumerable.Range(0, k).Select(c => Distance(values, i, centroids, c)).ToArray()).ToArray();
            var own = distances.Select(d => Array.IndexOf(d, d.Min())).ToArray();
            var used = own.Distinct().Order().ToArray();
            var index = DaviesBouldin.Of(values, centroids, columns);
            if (used.Length < 2)
            {
                Assert.Null(index);
                return;
            }

            var spread = used.ToDictionary(c => c, c => Enumerable.Range(0, rows).Where(i => own[i] == c).Average(i => distances[i][c]));
            var daviesBouldin = used.Average(i => used.Where(j => j != i).Max(j => (spread[i] + spread[j]) / Distance(centroids, i, centroids, j)));

            Assert.Equal(daviesBouldin, index!.Value, 1e-9 * daviesBouldin);

            double Distance(double[] a, int i, double[] b, int j) => Math.Sqrt(Enumerable.Range(0, columns)
                .Sum(c => Math.Pow(a[(i * columns) + c] - b[(j * columns) + c], 2)));
        });

    [Fact]
    public void One_cluster_has_no_quality() => Assert.Null(DaviesBouldin.Of([1, 2, 3], [2], columns: 1));

    [Fact]
    public void Rows_on_their_centroids_are_as_well_separated_as_can_be() => Assert.Equal(0, DaviesBouldin.Of([1, 1, 5, 5], [1, 5], columns: 1));
}
