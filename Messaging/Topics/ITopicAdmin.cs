using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace SegmentationUpdates.Messaging.Topics;

/// <summary>What the administration of topics takes of a broker.</summary>
internal interface ITopicAdmin
{
    /// <returns>By topic how many partitions it has, or why that is not known: it is not there, or this user may not see it.</returns>
    /// <exception cref="KafkaException">No broker answers.</exception>
    Task<IReadOnlyDictionary<string, (Error Error, int Partitions)>> DescribeAsync(IEnumerable<string> topics);

    /// <returns>By topic what became of it.</returns>
    /// <exception cref="KafkaException">No broker answers.</exception>
    Task<IReadOnlyDictionary<string, Error>> CreateAsync(IReadOnlyCollection<TopicSpecification> topics);
}
