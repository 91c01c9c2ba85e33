namespace SegmentationUpdates.Producer.Simulation;

/// <summary>Pauses and resumes the simulation. Thread-safe.</summary>
public sealed class SimulationControl
{
    private volatile bool _isPaused;

    public bool IsPaused => _isPaused;

    public void Pause() => _isPaused = true;

    public void Resume() => _isPaused = false;
}
