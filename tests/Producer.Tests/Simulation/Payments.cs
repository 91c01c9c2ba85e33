using SegmentationUpdates.Producer.Simulation;

namespace SegmentationUpdates.Producer.Tests.Simulation;

internal static class Payments
{
    public static List<(int CustomerId, double Amount)> Of(IPopulation population, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => population.NextPayment()).Select(paid => (paid.Payer.CustomerId, paid.Amount))];
}
