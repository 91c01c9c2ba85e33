namespace SegmentationUpdates.Producer.Simulation;

/// <summary>What the simulation has sent since the process started. Thread-safe.</summary>
public sealed class SimulationCounters
{
    private long _sent;
    private long _delivered;
    private long _failed;
    private long _lastDelivery;

    /// <summary>Handed to the Kafka client.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Acknowledged by the broker: these are the produced transactions.</summary>
    public long Delivered => Interlocked.Read(ref _delivered);

    /// <summary>Given up by the Kafka client: these never reached the broker.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>When Kafka last acknowledged something; the smallest value before.</summary>
    public DateTimeOffset LastDelivery => new(Interlocked.Read(ref _lastDelivery), TimeSpan.Zero);

    /// <summary>Number in this producer's ids; null before it has one.</summary>
    public int? ProducerNumber { get; internal set; }

    internal void CountSent() => Interlocked.Increment(ref _sent);

    internal void CountDelivered(DateTimeOffset now)
    {
        Interlocked.Increment(ref _delivered);
        Interlocked.Exchange(ref _lastDelivery, now.UtcTicks);
    }

    internal void CountFailed(long count = 1) => Interlocked.Add(ref _failed, count);
}
