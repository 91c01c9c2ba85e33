using SegmentationUpdates.Customers;
using SegmentationUpdates.Tables;
using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Producer.Simulation;

/// <summary>Makes the population that the options ask for.</summary>
internal static class PopulationFactory
{
    /// <param name="options">The profile, and the customers when nobody else knows them.</param>
    /// <param name="source">Who there is; null to go by the options.</param>
    /// <param name="state">Where customers' time that is not the real one begins; null for real time.</param>
    /// <param name="cancellationToken">Takes effect while customers are read.</param>
    /// <exception cref="TableException">The customers file cannot be used.</exception>
    public static IPopulation Create(SimulationOptions options, ICustomerSource? source, SimulationState? state, CancellationToken cancellationToken)
    {
        var random = options.Seed is { } seed ? new Random(seed) : new Random();
        return options.Profile == SimulationProfile.Uniform
            ? source is null
                ? new UniformPopulation(options.Customers, random)
                : new UniformPopulation([.. source.Read(cancellationToken).Select(Payer.Of)], random)
            : state is null
                ? new RealisticPopulation(source?.Read(cancellationToken) ?? Read(options, cancellationToken), options.DriftPerMinute, random)
                : new LivingPopulation(source?.Read(cancellationToken) ?? Read(options, cancellationToken), state, random);
    }

    private static IEnumerable<Customer> Read(SimulationOptions options, CancellationToken cancellationToken) => CustomerFile.Read(
        options.CustomersFile, new TableOptions { Map = ColumnMapText.Parse(options.CustomersMap) }, cancellationToken);
}
