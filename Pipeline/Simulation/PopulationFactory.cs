using SegmentationUpdates.Pipeline.Customers;

namespace SegmentationUpdates.Pipeline.Simulation;

/// <summary>Makes the population that the options ask for.</summary>
internal static class PopulationFactory
{
    /// <exception cref="CustomerFileException">The customers file cannot be used.</exception>
    public static IPopulation Create(SimulationOptions options, CancellationToken cancellationToken)
    {
        var random = options.Seed is { } seed ? new Random(seed) : new Random();
        return options.Profile == SimulationProfile.Uniform
            ? new UniformPopulation(options.Customers, random)
            : new RealisticPopulation(
                CustomerCsvReader.Read(options.CustomersFile, cancellationToken), options.DriftPerMinute, random);
    }
}
