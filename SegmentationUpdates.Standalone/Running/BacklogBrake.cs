using SegmentationUpdates.Consumer.Ingestion;
using SegmentationUpdates.Producer.Simulation;

namespace SegmentationUpdates.Standalone.Running;

/// <summary>
/// Holds the simulation back before the broker in this process overflows: it keeps 5 MiB a partition and drops the oldest messages
/// silently. A compressed transaction takes some 30 to 100 bytes there.
/// </summary>
internal sealed class BacklogBrake(IngestionCounters ingestion, SimulationCounters simulation, int partitions) : ISimulationBrake
{
    private readonly long _limit = Limit(partitions);

    /// <summary>Messages: a fifth of what the partitions hold, because customers are not spread evenly over them.</summary>
    public static long Limit(int partitions) => 10_000L * partitions;

    public bool IsOn => simulation.Sent - simulation.Failed - ingestion.Processed > _limit;
}
