using System.Diagnostics;
using SegmentationUpdates.Trainer.Reclustering;

namespace SegmentationUpdates.Pipeline.Benchmarks;

/// <summary>How long the spans of a re-clustering take, by their names.</summary>
internal sealed class Phases : IDisposable
{
    private readonly Dictionary<string, double> _seconds = new(StringComparer.Ordinal);
    private readonly ActivityListener _listener;

    public Phases()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ReclusteringTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => _seconds[activity.OperationName] = activity.Duration.TotalSeconds,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public IReadOnlyDictionary<string, double> Seconds => _seconds;

    public void Dispose() => _listener.Dispose();
}
