using System.Reflection;
using Confluent.Kafka;

namespace SegmentationUpdates.Pipeline.Tests.Ingestion;

/// <summary>
/// A Kafka client whose calls of Consume do what a test says, one after the other: only so can be tested what happens within one call.
/// Everything else it is asked, it answers with nothing.
/// </summary>
public class ScriptedConsumer : DispatchProxy
{
    private Queue<Func<ConsumeResult<byte[], byte[]>?>> _script = [];

    public static IConsumer<byte[], byte[]> Create(params IEnumerable<Func<ConsumeResult<byte[], byte[]>?>> script)
    {
        var consumer = Create<IConsumer<byte[], byte[]>, ScriptedConsumer>();
        ((ScriptedConsumer)(object)consumer)._script = new(script);
        return consumer;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name switch
    {
        nameof(IConsumer<byte[], byte[]>.Consume) => _script.TryDequeue(out var next) ? next() : null,
        nameof(IConsumer<byte[], byte[]>.Committed) => ((IEnumerable<TopicPartition>)args![0]!)
            .Select(partition => new TopicPartitionOffset(partition, Offset.Unset))
            .ToList(),
        _ => null,
    };
}
