namespace SegmentationUpdates.Producer.Simulation;

/// <summary>Customers without any habits: each as likely as any other, each amount from 1 to 5,000 as likely as any other.</summary>
internal sealed class UniformPopulation(Payer[] customers, Random random) : IPopulation
{
    /// <param name="customers">How many, with ids from 1.</param>
    /// <param name="random">Who, and how much.</param>
    public UniformPopulation(int customers, Random random)
        : this([.. Enumerable.Range(1, customers).Select(id => new Payer(id))], random)
    {
    }

    public (Payer Payer, double Amount) NextPayment() =>
        (customers[random.Next(customers.Length)], Math.Round(1 + (random.NextDouble() * 4999), 2));

    public void Advance(TimeSpan elapsed)
    {
        // Nobody changes.
    }
}
