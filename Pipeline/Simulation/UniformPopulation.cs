namespace SegmentationUpdates.Pipeline.Simulation;

/// <summary>Customers without any habits: each as likely as any other, each amount from 1 to 5,000 as likely as any other.</summary>
internal sealed class UniformPopulation(int customers, Random random) : IPopulation
{
    public (int CustomerId, double Amount) NextPayment() =>
        (random.Next(customers) + 1, Math.Round(1 + (random.NextDouble() * 4999), 2));

    public void Advance(TimeSpan elapsed)
    {
        // Nobody changes.
    }
}
