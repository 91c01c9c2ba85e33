using Confluent.Kafka;
using SegmentationUpdates.Messaging.Clients;

namespace SegmentationUpdates.Messaging.Topics;

/// <summary>
/// How many messages of a topic a consumer group has not finished, seen from outside: by the group's committed offsets, whatever process
/// its members are in. Offsets are committed after the database has the messages, so a lag of 0 means that everything is stored.
/// </summary>
public sealed class GroupLag : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly IConsumer<Ignore, Ignore> _client;
    private readonly string _topic;
    private IReadOnlyList<TopicPartition>? _partitions;

    /// <param name="config">As the group's members are configured; this one never joins.</param>
    /// <param name="topic">The topic that the group reads.</param>
    /// <param name="log">For the client's own messages; null where another client of the process says the same.</param>
    public GroupLag(ConsumerConfig config, string topic, KafkaLog? log = null)
    {
        _client = new ConsumerBuilder<Ignore, Ignore>(config)
            .SetLogHandler((_, message) => log?.Write(message))
            .SetErrorHandler((_, error) => log?.Write(error))
            .Build();
        _topic = topic;
    }

    /// <summary>Asks the broker; blocks for a few milliseconds when all is well.</summary>
    /// <exception cref="KafkaException">The broker does not answer.</exception>
    public long Measure() => MeasureProgress().Waiting;

    /// <summary>The same, with the sum of the offsets that the group has committed: it grows while anybody of the group gets on.</summary>
    /// <exception cref="KafkaException">The broker does not answer.</exception>
    public (long Committed, long Waiting) MeasureProgress()
    {
        _partitions ??= TopicPartitions.Read(_client, _topic, Timeout);
        var all = _client.Committed(_partitions, Timeout);
        var waiting = all.Sum(committed =>
        {
            var available = _client.QueryWatermarkOffsets(committed.TopicPartition, Timeout);

            // Nothing committed yet: everything that is left to read. Behind the low end: what was deleted can no longer be read.
            var next = committed.Offset == Offset.Unset ? available.Low : committed.Offset;
            return Math.Max(0, available.High - Math.Max(next, available.Low));
        });
        return (all.Sum(committed => Math.Max(0, committed.Offset.Value)), waiting);
    }

    public void Dispose() => _client.Dispose();
}
