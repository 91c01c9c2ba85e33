namespace SegmentationUpdates.Producer.Simulation;

/// <summary>Where a simulation goes on.</summary>
/// <param name="Now">The customers' time, UTC.</param>
/// <param name="DaysAway">Days since the last transaction then, by customer; who is not in it is as loaded.</param>
public sealed record SimulationState(DateTime Now, IReadOnlyDictionary<int, double> DaysAway)
{
    /// <summary>From customers as they were loaded.</summary>
    public static SimulationState At(DateTime now) => new(now, new Dictionary<int, double>());
}
