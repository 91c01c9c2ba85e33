using System.Collections.Concurrent;
using Confluent.Kafka;

namespace SegmentationUpdates.Consumer.Ingestion;

/// <summary>
/// What the group's rebalances take away. The Kafka client calls the handlers on the consuming thread, from within Consume: never while
/// a batch is in the database, only while one is being collected or waits for a retry. So nothing has been written for the
/// partitions that go, and dropping their messages is all there is to do.
/// </summary>
public sealed class PartitionAssignment
{
    private readonly HashSet<TopicPartition> _revoked = [];
    private readonly ConcurrentDictionary<TopicPartition, Offset> _ends = new();

    /// <summary>Number of rebalances that took partitions away.</summary>
    public int Revocations { get; private set; }

    internal void Revoke(IEnumerable<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            _revoked.Add(partition);
            _ends.TryRemove(partition, out _);
        }

        Revocations++;
    }

    internal void ReachEnd(TopicPartitionOffset end) => _ends[end.TopicPartition] = end.Offset;

    /// <summary>
    /// The last end of this partition that was reached; Unset before. The client's own position does not go past what is no message, such as the
    /// marker of a transaction. Any thread.
    /// </summary>
    internal Offset LastEnd(TopicPartition partition) => _ends.GetValueOrDefault(partition, Offset.Unset);

    /// <summary>The partitions taken away since the last call; empty for none.</summary>
    internal IReadOnlySet<TopicPartition> TakeRevoked()
    {
        if (_revoked.Count == 0)
        {
            return _revoked;
        }

        var revoked = _revoked.ToHashSet();
        _revoked.Clear();
        return revoked;
    }
}
