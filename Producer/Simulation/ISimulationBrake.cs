namespace SegmentationUpdates.Producer.Simulation;

/// <summary>Holds the simulation back while more transactions are on their way than whoever carries them can hold.</summary>
public interface ISimulationBrake
{
    bool IsOn { get; }
}
