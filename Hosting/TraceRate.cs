namespace SegmentationUpdates.Hosting;

/// <summary>Lets something be traced only so often. For one thread.</summary>
public sealed class TraceRate(TimeProvider time, TimeSpan interval)
{
    private long? _last;

    public bool IsDue()
    {
        if (_last is { } last && time.GetElapsedTime(last) < interval)
        {
            return false;
        }

        _last = time.GetTimestamp();
        return true;
    }
}
