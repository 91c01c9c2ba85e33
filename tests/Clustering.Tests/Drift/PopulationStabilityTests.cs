using SegmentationUpdates.Clustering.Drift;

namespace SegmentationUpdates.Clustering.Tests.Drift;

public class PopulationStabilityTests
{
    [Fact]
    public void The_same_shares_give_0() => Assert.Equal(0, PopulationStability.Index([.25, .25, .5], [10, 10, 20]), 1e-15);

    [Fact]
    public void It_is_what_it_is_by_hand() =>
        // (0.7 - 0.5) ln(0.7 / 0.5) + (0.3 - 0.5) ln(0.3 / 0.5)
        Assert.Equal((.2 * Math.Log(1.4)) - (.2 * Math.Log(.6)), PopulationStability.Index([.5, .5], [7, 3]), 1e-15);

    [Fact]
    public void An_empty_bin_counts_as_a_ten_thousandth_on_either_side()
    {
        var once = (1 - 1e-4) * Math.Log(1e4);

        Assert.Equal(2 * once, PopulationStability.Index([1, 0], [0, 5]), 1e-12);
        Assert.Equal(0, PopulationStability.Index([1, 0], [5, 0]));
    }

    [Fact]
    public void Nothing_counted_is_no_shift() => Assert.Equal(0, PopulationStability.Index([.5, .5], [0, 0]));

    [Fact]
    public void Other_bins_are_refused() => Assert.Throws<ArgumentException>(() => PopulationStability.Index([.5, .5], [1]));
}
