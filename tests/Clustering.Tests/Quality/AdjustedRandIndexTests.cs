using CsCheck;
using SegmentationUpdates.Clustering.Quality;

namespace SegmentationUpdates.Clustering.Tests.Quality;

public class AdjustedRandIndexTests
{
    [Theory]
    [InlineData(new[] { 0, 0, 0, 1 }, new[] { 0, 0, 1, 1 }, 0)] // 1 together, 3 and 2 of 6: expected 1
    [InlineData(new[] { 0, 0, 1, 1 }, new[] { 0, 1, 0, 1 }, -.5)] // none together, 2 and 2 of 6: (0 - 2/3) / (2 - 2/3)
    [InlineData(new[] { 0, 0, 1, 2 }, new[] { 0, 0, 1, 1 }, 4.0 / 7)] // 1 together, 1 and 2 of 6: (1 - 1/3) / (3/2 - 1/3)
    [InlineData(new[] { 0, 0, 0, 1, 1, 1 }, new[] { 0, 0, 1, 1, 2, 2 }, 8.0 / 33)] // 2 together, 6 and 3 of 15: (2 - 6/5) / (9/2 - 6/5)
    [InlineData(new[] { 0, 0, 0, 0 }, new[] { 0, 0, 1, 1 }, 0)] // one cluster says nothing about two
    public void It_is_what_it_is_by_hand(int[] a, int[] b, double expected)
    {
        Assert.Equal(expected, AdjustedRandIndex.Compute(a, b), 1e-15);
        Assert.Equal(expected, AdjustedRandIndex.Compute(b, a), 1e-15);
    }

    [Fact]
    public void The_same_partition_gives_exactly_1_whatever_its_clusters_are_called() =>
        Gen.Int[0, 5].Array[0, 50].Sample(a => Assert.Equal(1, AdjustedRandIndex.Compute(a, [.. a.Select(c => (7 - c) * -1000)])));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void Trivial_partitions_that_are_the_same_give_1(int rows)
    {
        Assert.Equal(1, AdjustedRandIndex.Compute(new int[rows], new int[rows]));
        Assert.Equal(1, AdjustedRandIndex.Compute([.. Enumerable.Range(0, rows)], [.. Enumerable.Range(5, rows)]));
    }

    [Fact]
    public void It_agrees_with_counting_all_pairs() =>
        Gen.Int[2, 40].SelectMany(n => Gen.Select(Gen.Int[0, 4].Array[n], Gen.Int[0, 3].Array[n])).Sample((a, b) =>
        {
            double together = 0, first = 0, second = 0, all = 0;
            for (var i = 0; i < a.Length; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    together += a[i] == a[j] && b[i] == b[j] ? 1 : 0;
                    first += a[i] == a[j] ? 1 : 0;
                    second += b[i] == b[j] ? 1 : 0;
                    all++;
                }
            }

            var most = ((first + second) / 2) - (first * second / all);
            Assert.Equal(most == 0 ? 1 : (together - (first * second / all)) / most, AdjustedRandIndex.Compute(a, b), 1e-12);
        });

    [Fact]
    public void Millions_of_rows_do_not_overflow()
    {
        var a = Enumerable.Range(0, 3_000_000).Select(i => i % 3).ToArray();
        var b = a.ToArray();
        b[0] = 1;

        Assert.Equal(1, AdjustedRandIndex.Compute(a, a));
        Assert.InRange(AdjustedRandIndex.Compute(a, b), .999_998, .999_999_9);
    }

    [Fact]
    public void Partitions_of_different_rows_are_refused() =>
        Assert.Throws<ArgumentException>(() => AdjustedRandIndex.Compute([1, 2], [1]));
}
