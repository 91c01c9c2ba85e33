using SegmentationUpdates.Producer.Simulation;

namespace SegmentationUpdates.Producer.Tests.Simulation;

public class UniformPopulationTests
{
    [Fact]
    public void Every_customer_pays_and_amounts_are_spread_from_1_to_5000_in_cents()
    {
        var payments = Payments.Of(new UniformPopulation(50, new Random(1)), 100_000);

        Assert.Equal(Enumerable.Range(1, 50), payments.Select(payment => payment.CustomerId).Distinct().Order());
        Assert.All(payments, payment =>
        {
            Assert.InRange(payment.Amount, 1, 5000);
            Assert.Equal(Math.Round(payment.Amount, 2), payment.Amount);
        });

        // A tenth of the amounts in each tenth of the range: 10,000 each, with a standard deviation of 95.
        var tenths = payments.CountBy(payment => Math.Min(9, (int)((payment.Amount - 1) / 499.9))).ToList();
        Assert.Equal(10, tenths.Count);
        Assert.All(tenths, tenth => Assert.InRange(tenth.Value, 9500, 10_500));
    }

    [Fact]
    public void Time_changes_nobody()
    {
        var population = new UniformPopulation(50, new Random(1));
        population.Advance(TimeSpan.FromDays(365));

        Assert.Equal(Payments.Of(new UniformPopulation(50, new Random(1)), 100), Payments.Of(population, 100));
    }

    [Fact]
    public void A_single_customer_pays_everything() =>
        Assert.All(Payments.Of(new UniformPopulation(1, new Random(1)), 100), payment => Assert.Equal(1, payment.CustomerId));
}
