using SegmentationUpdates.Customers;

namespace SegmentationUpdates.Producer.Simulation;

/// <summary>Who there is to simulate, where the process knows better than a file.</summary>
public interface ICustomerSource
{
    /// <summary>Customers with the habits that they had when they were loaded.</summary>
    IEnumerable<Customer> Read(CancellationToken cancellationToken);

    /// <summary>Where an earlier simulation of them has stopped; null where nobody knows.</summary>
    SimulationState? ReadState(CancellationToken cancellationToken) => null;
}
