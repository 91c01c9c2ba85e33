using System.Collections.Concurrent;
using HdrHistogram;
using SegmentationUpdates.Messaging.Transactions;

namespace SegmentationUpdates.Consumer.Ingestion;

/// <summary>What the ingestion has done since the process started. Thread-safe.</summary>
public sealed class IngestionCounters
{
    // Microseconds up to an hour, three significant digits.
    private readonly LongConcurrentHistogram _delays = new(1, 3_600_000_000L, 3);

    private readonly ConcurrentDictionary<RejectionReason, long> _reasons = new();

    private long _ingested;
    private long _duplicates;
    private long _deadLettered;
    private long _erased;
    private long _lost;
    private long _segmentChanges;
    private long _batches;
    private long _firstIngested;

    /// <summary>New transactions, stored and in their customer's profile.</summary>
    public long Ingested => Interlocked.Read(ref _ingested);

    /// <summary>Transactions that were stored before: nothing was done.</summary>
    public long Duplicates => Interlocked.Read(ref _duplicates);

    /// <summary>Messages that went to the dead-letter topic.</summary>
    public long DeadLettered => Interlocked.Read(ref _deadLettered);

    /// <summary>How many of these went there for each reason.</summary>
    public IReadOnlyDictionary<RejectionReason, long> DeadLettersByReason => _reasons;

    /// <summary>Transactions of customers who were erased: thrown away.</summary>
    public long Erased => Interlocked.Read(ref _erased);

    /// <summary>Messages that the broker deleted before they were read.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Segment changes that transactions caused.</summary>
    public long SegmentChanges => Interlocked.Read(ref _segmentChanges);

    /// <summary>Batches, or pieces of batches that the database did not take at once.</summary>
    public long Batches => Interlocked.Read(ref _batches);

    /// <summary>Messages dealt with, whatever became of them.</summary>
    public long Processed => Ingested + Duplicates + DeadLettered + Erased;

    /// <summary>When the first transaction was in the database; null before.</summary>
    public DateTime? FirstIngestedAt =>
        Interlocked.Read(ref _firstIngested) is > 0 and var ticks ? new DateTime(ticks, DateTimeKind.Utc) : null;

    /// <summary>End-to-end delays, produced to segment committed, in microseconds, as of now.</summary>
    public HistogramBase Delays() => _delays.Copy();

    internal void CountBatch(BatchOutcome outcome, DateTime now)
    {
        Interlocked.Add(ref _ingested, outcome.Inserted);
        Interlocked.Add(ref _duplicates, outcome.Duplicates);
        Interlocked.Add(ref _erased, outcome.Erased);
        Interlocked.Add(ref _segmentChanges, outcome.SegmentChanges);
        Interlocked.Increment(ref _batches);
        if (outcome.Inserted > 0)
        {
            Interlocked.CompareExchange(ref _firstIngested, now.Ticks, 0);
        }
    }

    internal void CountDelay(TimeSpan delay)
    {
        _delays.RecordValue(Math.Clamp((long)delay.TotalMicroseconds, 1, 3_600_000_000L));
    }

    internal void CountDeadLetter(RejectionReason reason)
    {
        Interlocked.Increment(ref _deadLettered);
        _reasons.AddOrUpdate(reason, 1, (_, count) => count + 1);
    }

    internal void CountLost(long count) => Interlocked.Add(ref _lost, count);
}
