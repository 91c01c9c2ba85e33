namespace SegmentationUpdates.Standalone.Views;

/// <summary>The state of a run at one moment, as shown to a person.</summary>
internal sealed record RunSnapshot
{
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The elapsed time as hours, minutes and seconds; hours go on counting after the first day.</summary>
    public string Clock => $"{(int)Elapsed.TotalHours:00}:{Elapsed:mm\\:ss}";

    /// <summary>Acknowledged by Kafka.</summary>
    public long Produced { get; init; }

    public long Ingested { get; init; }

    public long DeadLettered { get; init; }

    /// <summary>Transactions ingested per second, since the snapshot before; without a consumer here, produced.</summary>
    public double Rate { get; init; }

    /// <summary>Messages that the consumer group has not finished; null when unknown.</summary>
    public long? Backlog { get; init; }

    /// <summary>Median time from produced to segment committed, since the snapshot before; null when nothing was ingested.</summary>
    public TimeSpan? DelayMedian { get; init; }

    /// <inheritdoc cref="DelayMedian"/>
    public TimeSpan? Delay99 { get; init; }

    public SegmentSnapshot Segments { get; init; } = SegmentSnapshot.Empty;

    /// <summary>Where the dashboard is, for a person; null while there is none.</summary>
    public string? Dashboard { get; init; }

    /// <summary>What the run does just now.</summary>
    public required string Phase { get; init; }
}
