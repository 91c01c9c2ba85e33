namespace SegmentationUpdates.Consumer.Ingestion;

/// <summary>
/// What the consuming thread says of itself. A broker that answers or a database that can be connected to would not prove that
/// transactions are ingested: a beat of the loop does. Thread-safe.
/// </summary>
public sealed class IngestionHealth(TimeProvider time)
{
    private long _lastBeat;
    private volatile string? _stall;
    private volatile string? _trouble = "the ingestion has not started";

    /// <summary>When the consuming thread last came round; null before its first time.</summary>
    public DateTimeOffset? LastBeat =>
        Interlocked.Read(ref _lastBeat) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>What keeps the ingestion from its work now; null for nothing.</summary>
    public string? Trouble => _trouble;

    /// <summary>Why nothing comes though messages wait; null while that is not so.</summary>
    public string? Stall
    {
        get => _stall;
        internal set => _stall = value;
    }

    internal void Beat()
    {
        Interlocked.Exchange(ref _lastBeat, time.GetUtcNow().UtcTicks);
        _trouble = null;
    }

    /// <summary>Alive, but without success.</summary>
    internal void Fail(string trouble)
    {
        Interlocked.Exchange(ref _lastBeat, time.GetUtcNow().UtcTicks);
        _trouble = trouble;
    }
}
