using System.Diagnostics;
using Confluent.Kafka;

namespace SegmentationUpdates.Consumer.Ingestion;

/// <summary>
/// Collects a batch: waits for a first message, then takes what the client already holds, up to the batch's size in messages and in bytes,
/// for at most the linger time. For the consuming thread.
/// </summary>
internal sealed class BatchCollector(
    IConsumer<byte[], byte[]> consumer,
    PartitionAssignment assignment,
    OffsetGaps gaps,
    OffsetCommits offsets,
    IngestionOptions options,
    IngestionClock clock)
{
    private static readonly TimeSpan FirstMessageWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan NextMessageWait = TimeSpan.FromMilliseconds(5);

    // Where there is always one more message at hand, a batch ends nevertheless, also one that does not linger.
    private static readonly TimeSpan LongestDrain = TimeSpan.FromMilliseconds(250);

    private readonly Queue<ConsumeResult<byte[], byte[]>> _held = new();

    /// <summary>Keeps a message, or the end of a partition, that was consumed outside a batch for the next one.</summary>
    public void Hold(ConsumeResult<byte[], byte[]> message) => _held.Enqueue(message);

    /// <summary>An empty batch when no message came within a short wait; it may have offsets to commit nevertheless, of ends that were reached.</summary>
    /// <exception cref="ConsumeException">The broker refuses the subscription, or the client failed.</exception>
    public Batch Collect(CancellationToken cancellationToken)
    {
        var batch = new Batch();
        var wait = FirstMessageWait;
        var started = 0L;
        while (!IsFull(batch, started) && !cancellationToken.IsCancellationRequested)
        {
            ConsumeResult<byte[], byte[]>? message;
            try
            {
                message = _held.TryDequeue(out var held) ? held : consumer.Consume(wait);
            }
            catch (ConsumeException) when (batch.Count > 0)
            {
                // What is collected goes first: the client's position is past it already. The error is over by then, or comes again.
                break;
            }

            DropRevoked(batch);
            if (message is { IsPartitionEOF: true })
            {
                assignment.ReachEnd(message.TopicPartitionOffset);
                if (gaps.ObserveEnd(message.TopicPartitionOffset))
                {
                    batch.Reach(message.TopicPartitionOffset);
                }
            }
            else if (message is not null)
            {
                gaps.Observe(message.TopicPartitionOffset);
                batch.Add(message, clock.Now);
                started = started == 0 ? Stopwatch.GetTimestamp() : started;
                wait = TimeSpan.Zero;
            }
            else if (batch.Count == 0 || Stopwatch.GetElapsedTime(started) >= options.Linger)
            {
                break;
            }
            else
            {
                wait = NextMessageWait;
            }
        }

        DropRevoked(batch);
        gaps.Settle();
        return batch;
    }

    private bool IsFull(Batch batch, long started) =>
        batch.Count >= options.BatchSize
        || batch.Bytes >= options.BatchBytes
        || (started != 0 && Stopwatch.GetElapsedTime(started) >= (options.Linger > LongestDrain ? options.Linger : LongestDrain));

    /// <summary>Takes out of a batch what no longer belongs to this consumer.</summary>
    public void DropRevoked(Batch batch)
    {
        var revoked = assignment.TakeRevoked();
        if (revoked.Count > 0)
        {
            batch.Drop(revoked);
            gaps.Forget(revoked);
            offsets.Forget(revoked);
            foreach (var held in _held.ToArray())
            {
                _held.Dequeue();
                if (!revoked.Contains(held.TopicPartition))
                {
                    _held.Enqueue(held);
                }
            }
        }
    }
}
