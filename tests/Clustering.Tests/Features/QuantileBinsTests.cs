using CsCheck;
using SegmentationUpdates.Clustering.Features;

namespace SegmentationUpdates.Clustering.Tests.Features;

public class QuantileBinsTests
{
    [Fact]
    public void Ten_bins_hold_a_tenth_each()
    {
        var (edges, shares) = QuantileBins.Fit([.. Enumerable.Range(0, 1001).Select(i => (double)i)]);

        Assert.Equal([100, 200, 300, 400, 500, 600, 700, 800, 900], edges);
        Assert.All(shares, share => Assert.Equal(.1, share, 1e-3));
    }

    [Fact]
    public void A_value_that_most_rows_share_has_a_bin_of_its_own()
    {
        // 80 % zeros, then 1 to 20.
        var (edges, shares) = QuantileBins.Fit([.. Enumerable.Repeat(0.0, 80), .. Enumerable.Range(1, 20).Select(i => (double)i)]);

        Assert.Equal(3, edges.Length);
        Assert.InRange(edges[0], -1e-8, -1e-10); // below zero: nothing in training
        Assert.Equal(.5, edges[1]); // zero only
        Assert.Equal(10, edges[2]);
        Assert.Equal([0, .8, .1, .1], shares);
    }

    [Fact]
    public void Few_values_get_a_bin_each()
    {
        var (edges, shares) = QuantileBins.Fit([1, 1, 1, 2, 2, 2, 2, 5, 5, 5]);

        Assert.Equal([1.5, 3.5], edges[1..^1]);
        Assert.Equal([0, .3, .4, .3, 0], shares, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void A_constant_has_a_bin_between_two_empty_ones() => Assert.Equal([0.0, 1, 0], QuantileBins.Fit([7, 7, 7]).Shares);

    [Fact]
    public void Bins_cover_the_data_whatever_it_is() =>
        Gen.OneOf(Gen.Double[-1e6, 1e6], Gen.Int[-2, 2].Select(i => (double)i), Gen.Const(1e300), Gen.Const(-1e300)).Array[1, 200].Sample(values =>
        {
            Array.Sort(values);
            var (edges, shares) = QuantileBins.Fit(values);
            var baseline = new FeatureBaseline(0, 1, edges, shares);

            Assert.Null(baseline.Problem());
            Assert.InRange(edges.Length, 1, 20);
            Assert.Equal(1, shares.Sum(), 1e-12);
            for (var bin = 0; bin < shares.Length; bin++)
            {
                var (from, to) = (bin == 0 ? double.NegativeInfinity : edges[bin - 1], bin == edges.Length ? double.PositiveInfinity : edges[bin]);
                Assert.Equal((double)values.Count(v => v > from && v <= to) / values.Length, shares[bin], 1e-12);
            }
        });
}
