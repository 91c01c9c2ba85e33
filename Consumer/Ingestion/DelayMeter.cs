namespace SegmentationUpdates.Consumer.Ingestion;

/// <summary>The delays of an ingestion since the last look: what its histogram, which only grows, has gained. For one reader; each has its own.</summary>
public sealed class DelayMeter(IngestionCounters counters)
{
    private Dictionary<long, long> _before = [];

    /// <returns>The delay that half of the transactions stayed below, and the one that 99 of 100 did; null when nothing was ingested since.</returns>
    public (TimeSpan Median, TimeSpan Percentile99)? Take()
    {
        var now = counters.Delays().RecordedValues().ToDictionary(step => step.ValueIteratedTo, step => step.CountAtValueIteratedTo);
        var gained = now
            .Select(step => (Value: step.Key, Count: step.Value - _before.GetValueOrDefault(step.Key)))
            .Where(step => step.Count > 0)
            .OrderBy(step => step.Value)
            .ToList();
        _before = now;
        var total = gained.Sum(step => step.Count);
        return total == 0 ? null : (At(0.5), At(0.99));

        TimeSpan At(double share)
        {
            var left = (long)Math.Ceiling(share * total);
            return TimeSpan.FromMicroseconds(gained.First(step => (left -= step.Count) <= 0).Value);
        }
    }
}
