using SegmentationUpdates.Pipeline.Ingestion;

namespace SegmentationUpdates.Dashboard.Feed;

/// <summary>
/// The delays of an ingestion in this process since the last look: what its histogram, which only grows, has gained. (Its own recent
/// delays can be taken once only, and somebody else takes them.)
/// </summary>
internal sealed class DelayMeter(IngestionCounters counters)
{
    private Dictionary<long, long> _before = [];

    /// <returns>Null when nothing was ingested since.</returns>
    public DelayState? Take()
    {
        var now = counters.Delays().RecordedValues().ToDictionary(step => step.ValueIteratedTo, step => step.CountAtValueIteratedTo);
        var gained = now
            .Select(step => (Value: step.Key, Count: step.Value - _before.GetValueOrDefault(step.Key)))
            .Where(step => step.Count > 0)
            .OrderBy(step => step.Value)
            .ToList();
        _before = now;
        var total = gained.Sum(step => step.Count);
        return total == 0 ? null : new DelayState(At(0.5), At(0.99));

        TimeSpan At(double share)
        {
            var left = (long)Math.Ceiling(share * total);
            return TimeSpan.FromMicroseconds(gained.First(step => (left -= step.Count) <= 0).Value);
        }
    }
}
