using CsCheck;
using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Clustering.Tests.Training;

public class SilhouetteTests
{
    [Fact]
    public void It_is_what_it_is_by_hand()
    {
        // 0 and 2, 9 and 12: own distances 2, 2, 3, 3; to the others 10.5, 8.5, 8, 11 on average. The last row is alone.
        var silhouettes = Of([0, 2, 9, 12], [0, 0, 1, 1], [0, 0, 0, 0], [0, 0, 0, 1]);

        Assert.Equal(((8.5 / 10.5) + (6.5 / 8.5) + (5.0 / 8) + (8.0 / 11)) / 4, silhouettes[0]!.Value, 1e-15);
        Assert.Null(silhouettes[1]);
        Assert.Equal(((6.5 / 12) + (5.5 / 10) + ((3 - 8) / 8.0)) / 4, silhouettes[2]!.Value, 1e-15);
    }

    [Fact]
    public void It_agrees_with_the_definition() =>
        Gen.Select(Gen.Int[2, 6], Gen.Int[1, 5], Gen.Int[3, 80], Gen.Int).Sample((k, columns, rows, seed) =>
        {
            var random = new Random(seed);
            var values = Enumerable.Range(0, rows * columns).Select(_ => random.NextDouble() * 10).ToArray();
            var clusters = Enumerable.Range(0, rows).Select(_ => random.Next(k)).ToArray();
            var used = clusters.Distinct().ToArray();
            var silhouette = Silhouette.Of(CanonicalRows.Of(values, columns), [clusters], TestContext.Current.CancellationToken)[0];
            if (used.Length < 2)
            {
                Assert.Null(silhouette);
                return;
            }

            Assert.Equal(Enumerable.Range(0, rows).Average(Width), silhouette!.Value, 1e-12);

            double Width(int i)
            {
                if (clusters.Count(c => c == clusters[i]) == 1)
                {
                    return 0;
                }

                var a = Members(clusters[i]).Where(j => j != i).Average(j => Distance(i, j));
                var b = used.Where(c => c != clusters[i]).Min(c => Members(c).Average(j => Distance(i, j)));
                return (b - a) / Math.Max(a, b);
            }

            IEnumerable<int> Members(int cluster) => Enumerable.Range(0, rows).Where(j => clusters[j] == cluster);

            double Distance(int i, int j) => Math.Sqrt(Enumerable.Range(0, columns)
                .Sum(c => Math.Pow(values[(i * columns) + c] - values[(j * columns) + c], 2)));
        });

    [Fact]
    public void Rows_on_one_place_per_cluster_are_as_well_separated_as_can_be() => Assert.Equal(1, Of([1, 1, 5, 5], [0, 0, 1, 1])[0]);

    [Fact]
    public void Rows_on_one_place_in_two_clusters_are_not_separated() => Assert.Equal(0, Of([1, 1, 1, 1], [0, 0, 1, 1])[0]);

    private static double?[] Of(double[] values, params int[][] partitions) =>
        Silhouette.Of(CanonicalRows.Of(values, 1), partitions, TestContext.Current.CancellationToken);
}
