using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace SegmentationUpdates.Messaging.Topics;

internal sealed class TopicAdmin(IAdminClient admin) : ITopicAdmin
{
    private static readonly DescribeTopicsOptions Options = new() { RequestTimeout = TimeSpan.FromSeconds(10) };
    private static readonly Error None = new(ErrorCode.NoError);

    public async Task<IReadOnlyDictionary<string, (Error Error, int Partitions)>> DescribeAsync(IEnumerable<string> topics)
    {
        // By name: a list of all leaves out what this user may not see, as if it were not there. And not by the client's metadata, for
        // which a broker may create what it is asked for.
        List<TopicDescription> descriptions;
        try
        {
            descriptions = (await admin.DescribeTopicsAsync(TopicCollection.OfTopicNames(topics), Options)).TopicDescriptions;
        }
        catch (DescribeTopicsException e)
        {
            descriptions = e.Results.TopicDescriptions;
        }

        return descriptions.ToDictionary(
            topic => topic.Name, topic => (topic.Error ?? None, topic.Partitions?.Count ?? 0), StringComparer.Ordinal);
    }

    public async Task<IReadOnlyDictionary<string, Error>> CreateAsync(IReadOnlyCollection<TopicSpecification> topics)
    {
        try
        {
            await admin.CreateTopicsAsync(topics);
            return topics.ToDictionary(topic => topic.Name, _ => None, StringComparer.Ordinal);
        }
        catch (CreateTopicsException e)
        {
            return e.Results.ToDictionary(result => result.Topic, result => result.Error, StringComparer.Ordinal);
        }
    }
}
