using Confluent.Kafka;
using SegmentationUpdates.Messaging.Clients;

namespace SegmentationUpdates.Consumer.Ingestion;

/// <summary>
/// Commits the offsets of what is stored. A commit that the broker refuses, as it does during some rebalances, is no loss: what is stored
/// stays stored. It is remembered and tried again, so that the group's lag does not stand still where no further message comes. For the
/// consuming thread.
/// </summary>
internal sealed partial class OffsetCommits(IConsumer<byte[], byte[]> consumer, ILogger<OffsetCommits> logger)
{
    private readonly Dictionary<TopicPartition, Offset> _pending = [];

    public void Commit(IEnumerable<TopicPartitionOffset> offsets)
    {
        foreach (var offset in offsets)
        {
            _pending[offset.TopicPartition] = offset.Offset;
        }

        CommitPending();
    }

    /// <summary>Tries again what was refused, if anything.</summary>
    public void CommitPending()
    {
        if (_pending.Count == 0)
        {
            return;
        }

        try
        {
            consumer.Commit(_pending.Select(offset => new TopicPartitionOffset(offset.Key, offset.Value)));
            _pending.Clear();
        }
        catch (KafkaException e) when (KafkaErrors.MayPass(e))
        {
            LogNotCommitted(e.Error.Reason);
        }
    }

    /// <summary>Another consumer has these partitions now: an old offset of ours must not overwrite its own.</summary>
    public void Forget(IEnumerable<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            _pending.Remove(partition);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Offsets of stored messages could not be committed ({Reason}); they are committed with the next")]
    private partial void LogNotCommitted(string reason);
}
