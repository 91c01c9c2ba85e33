using CsCheck;
using SegmentationUpdates.Producer.Simulation;

namespace SegmentationUpdates.Producer.Tests.Simulation;

public class AliasTableTests
{
    private static readonly Gen<double[]> Weights =
        Gen.OneOf(Gen.Const(0.0), Gen.Double[1e-9, 1e-6], Gen.Double[0.1, 10], Gen.Double[1e6, 1e9]).Array[1, 60];

    [Fact]
    public void Indexes_are_drawn_in_proportion_to_their_weights()
    {
        double[] weights = [1, 2, 3, 4, 5, 10, 0.5, 20, 50, 4.5];
        const int Draws = 500_000;
        var counts = Count(weights, Draws);

        var chiSquare = weights.Select((weight, i) => (Expected: weight / weights.Sum() * Draws, Count: counts[i]))
            .Sum(cell => Math.Pow(cell.Count - cell.Expected, 2) / cell.Expected);

        // 99.9 % of samples from the right distribution stay below this, with 9 degrees of freedom.
        Assert.InRange(chiSquare, 0, 27.88);
    }

    [Fact]
    public void An_index_without_weight_is_never_drawn() => Weights.Where(weights => weights.Sum() > 0).Sample(weights =>
    {
        var counts = Count(weights, 2000);
        Assert.All(weights.Index(), weight => Assert.True(weight.Item > 0 || counts[weight.Index] == 0));
    });

    [Fact]
    public void A_weight_that_outweighs_all_others_is_all_that_is_drawn() =>
        Assert.Equal([0, 1000, 0], Count([1e-300, 1e300, 1e-300], 1000));

    [Fact]
    public void A_single_index_is_always_drawn() => Assert.Equal([100], Count([0.1], 100));

    [Theory]
    [InlineData]
    [InlineData(0.0)]
    [InlineData(0.0, 0.0)]
    [InlineData(1.0, double.NaN)]
    [InlineData(1.0, double.PositiveInfinity)]
    [InlineData(double.MaxValue, double.MaxValue)]
    [InlineData(1.0, -2.0)]
    [InlineData(3.0, -1.0)]
    public void Weights_that_are_no_distribution_are_refused(params double[] weights) =>
        Assert.Throws<ArgumentException>(() => new AliasTable(weights));

    private static int[] Count(double[] weights, int draws)
    {
        var table = new AliasTable(weights);
        var random = new Random(1);
        var counts = new int[weights.Length];
        for (var i = 0; i < draws; i++)
        {
            counts[table.Draw(random)]++;
        }

        return counts;
    }
}
