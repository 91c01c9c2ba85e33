using System.Reflection;
using Confluent.Kafka;

namespace SegmentationUpdates.Consumer.Tests.Ingestion;

/// <summary>
/// A Kafka client whose calls of Consume do what a test says, one after the other: only so can be tested what happens within one call.
/// Everything else it is asked, it answers with nothing.
/// </summary>
public class ScriptedConsumer : DispatchProxy
{
    private Queue<Func<ConsumeResult<byte[], byte[]>?>> _script = [];
    private Func<Offset> _committed = () => Offset.Unset;
    private Func<long> _low = () => 0;
    private Action<IEnumerable<TopicPartitionOffset>> _commit = _ => { };

    public static IConsumer<byte[], byte[]> Create(params IEnumerable<Func<ConsumeResult<byte[], byte[]>?>> script)
    {
        var consumer = Create<IConsumer<byte[], byte[]>, ScriptedConsumer>();
        ((ScriptedConsumer)(object)consumer)._script = new(script);
        return consumer;
    }

    /// <param name="committed">What the group has committed, of every partition.</param>
    /// <param name="low">The oldest offset that the broker has left, of every partition.</param>
    public static IConsumer<byte[], byte[]> Create(Func<Offset> committed, Func<long> low)
    {
        var consumer = Create<IConsumer<byte[], byte[]>, ScriptedConsumer>();
        (((ScriptedConsumer)(object)consumer)._committed, ((ScriptedConsumer)(object)consumer)._low) = (committed, low);
        return consumer;
    }

    /// <param name="commit">What happens when offsets are committed.</param>
    public static IConsumer<byte[], byte[]> Create(Action<IEnumerable<TopicPartitionOffset>> commit)
    {
        var consumer = Create<IConsumer<byte[], byte[]>, ScriptedConsumer>();
        ((ScriptedConsumer)(object)consumer)._commit = commit;
        return consumer;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name switch
    {
        nameof(IConsumer<byte[], byte[]>.Consume) => _script.TryDequeue(out var next) ? next() : null,
        nameof(IConsumer<byte[], byte[]>.Committed) => ((IEnumerable<TopicPartition>)args![0]!)
            .Select(partition => new TopicPartitionOffset(partition, _committed()))
            .ToList(),
        nameof(IConsumer<byte[], byte[]>.QueryWatermarkOffsets) => new WatermarkOffsets(_low(), Offset.Unset),
        nameof(IConsumer<byte[], byte[]>.Commit) => Committing((IEnumerable<TopicPartitionOffset>)args![0]!),
        _ => null,
    };

    private object? Committing(IEnumerable<TopicPartitionOffset> offsets)
    {
        _commit(offsets);
        return null;
    }
}
