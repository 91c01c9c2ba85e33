namespace SegmentationUpdates.Hosting;

/// <summary>
/// Delays that double up to a limit, each drawn from the upper half of its range, so that consumers that failed together do not come
/// back together.
/// </summary>
public sealed class Backoff(TimeSpan first, TimeSpan limit)
{
    private int _attempt;

    /// <summary>Begins again with the first delay, after a success.</summary>
    public void Reset() => _attempt = 0;

    public TimeSpan Next()
    {
        var full = Math.Min(limit.TotalMilliseconds, first.TotalMilliseconds * Math.Pow(2, Math.Min(_attempt++, 30)));
        return TimeSpan.FromMilliseconds(full * (0.5 + (Random.Shared.NextDouble() / 2)));
    }
}
