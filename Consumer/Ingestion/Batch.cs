using Confluent.Kafka;
using SegmentationUpdates.Consumer.DeadLetters;
using SegmentationUpdates.Messaging.Transactions;

namespace SegmentationUpdates.Consumer.Ingestion;

/// <summary>
/// Messages that are ingested together, decoded, and the offsets to commit once they are. Invariant: of all messages before
/// <see cref="NextOffsets"/>, those that earlier batches did not have are in <see cref="Messages"/> or <see cref="Rejected"/>, or written.
/// </summary>
internal sealed class Batch
{
    private readonly Dictionary<TopicPartition, Offset> _nextOffsets = [];

    /// <summary>Those that are not written yet, in the order in which they came.</summary>
    public List<IncomingMessage> Messages { get; private set; } = [];

    public List<RejectedMessage> Rejected { get; private set; } = [];

    public int Count => Messages.Count + Rejected.Count;

    /// <summary>
    /// Of everything that was added, keys and headers included. A message keeps its bytes until its batch is done: the database may refuse
    /// what it holds, and a dead letter holds it as it came.
    /// </summary>
    public long Bytes { get; private set; }

    /// <summary>For each partition the offset after its last message here, or its end, if that was reached.</summary>
    public IEnumerable<TopicPartitionOffset> NextOffsets =>
        _nextOffsets.Select(next => new TopicPartitionOffset(next.Key, next.Value));

    public void Add(ConsumeResult<byte[], byte[]> source, DateTime now)
    {
        if (TransactionCodec.TryDecode(source.Message.Value, now, out var transaction) is { } rejection)
        {
            Rejected.Add(new RejectedMessage(source, rejection));
        }
        else
        {
            Messages.Add(new IncomingMessage(source, transaction));
        }

        _nextOffsets[source.TopicPartition] = source.Offset + 1;
        Bytes += Size(source.Message);
    }

    /// <summary>The database has the first ones of <see cref="Messages"/>, or refused them.</summary>
    public void TakeWritten(int count) => Messages.RemoveRange(0, count);

    /// <summary>The end of a partition was reached, behind its last message and what follows it that is none.</summary>
    public void Reach(TopicPartitionOffset end) => _nextOffsets[end.TopicPartition] = end.Offset;

    /// <summary>Forgets partitions that now belong to another consumer, which reads their messages again.</summary>
    public void Drop(IReadOnlySet<TopicPartition> partitions)
    {
        Messages = Messages.FindAll(message => !partitions.Contains(message.Source.TopicPartition));
        Rejected = Rejected.FindAll(message => !partitions.Contains(message.Source.TopicPartition));
        foreach (var partition in partitions)
        {
            _nextOffsets.Remove(partition);
        }
    }

    private static long Size(Message<byte[], byte[]> message)
    {
        var size = (message.Key?.LongLength ?? 0) + (message.Value?.LongLength ?? 0);
        for (var i = 0; i < (message.Headers?.Count ?? 0); i++)
        {
            size += message.Headers![i].GetValueBytes()?.LongLength ?? 0;
        }

        return size;
    }
}
