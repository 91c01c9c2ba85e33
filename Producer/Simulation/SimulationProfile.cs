namespace SegmentationUpdates.Producer.Simulation;

/// <summary>How simulated customers behave.</summary>
public enum SimulationProfile
{
    /// <summary>Each customer has an own rate and amount level, taken from the customers file, and some change their ways.</summary>
    Realistic,

    /// <summary>Any customer, any amount: customer 1 to <see cref="SimulationOptions.Customers"/>, amount 1 to 5,000, all alike.</summary>
    Uniform,
}
