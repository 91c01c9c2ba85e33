using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Logging;
using SegmentationUpdates.Messaging.Topics;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Messaging.Tests.Topics;

/// <summary>With brokers of which a user may know more and less; against a real one with an authorizer, see KafkaRightsTests.</summary>
public sealed class KafkaTopicsTests
{
    private const int There = 6;
    private readonly TopicOptions _topics = new();

    [Fact]
    public async Task Topics_of_an_administrator_are_used_by_a_user_who_may_not_even_see_all_of_them()
    {
        var admin = new Admin(
            create: ErrorCode.TopicAuthorizationFailed,
            (_topics.Transactions, ErrorCode.NoError), (_topics.DeadLetters, ErrorCode.TopicAuthorizationFailed),
            (_topics.Producers, ErrorCode.TopicAuthorizationFailed), (_topics.SegmentChanges, ErrorCode.NoError),
            (_topics.SegmentNames, ErrorCode.NoError));

        var log = await EnsureAsync(admin);

        Assert.Equal([_topics.DeadLetters, _topics.Producers], admin.Asked);
        Assert.Contains(log.Records, record => record.Level == LogLevel.Warning
            && record.Message.Contains($"{_topics.DeadLetters}, {_topics.Producers}: they are taken to be there", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Topics_that_are_known_to_be_missing_and_may_not_be_created_are_named()
    {
        var admin = new Admin(
            create: ErrorCode.ClusterAuthorizationFailed,
            (_topics.Transactions, ErrorCode.UnknownTopicOrPart), (_topics.DeadLetters, ErrorCode.NoError),
            (_topics.Producers, ErrorCode.TopicAuthorizationFailed), (_topics.SegmentChanges, ErrorCode.UnknownTopicOrPart),
            (_topics.SegmentNames, ErrorCode.NoError));

        var e = await Assert.ThrowsAsync<TopicsException>(() => EnsureAsync(admin));

        Assert.StartsWith(
            "topics are missing that this Kafka user may not create: transactions (6 partitions), segment-changes (6 partitions).",
            e.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_topics_are_created_and_those_that_another_has_made_meanwhile_are_as_good()
    {
        var admin = new Admin(create: ErrorCode.TopicAlreadyExists, [.. _topics.PartitionsByTopic.Keys.Select(name => (name, ErrorCode.UnknownTopicOrPart))]);

        await EnsureAsync(admin);

        Assert.Equal(_topics.PartitionsByTopic.Keys.Order(StringComparer.Ordinal), admin.Asked);
    }

    [Fact]
    public async Task Transactions_are_kept_by_when_they_came_and_not_by_when_they_were()
    {
        var admin = new Admin(create: ErrorCode.NoError, (_topics.Transactions, ErrorCode.UnknownTopicOrPart));

        await EnsureAsync(admin);

        var settings = admin.Specifications.Single(topic => topic.Name == _topics.Transactions).Configs;
        Assert.Equal(("LogAppendTime", $"{7L * 24 * 3600 * 1000}"), (settings["message.timestamp.type"], settings["retention.ms"]));
    }

    [Fact]
    public async Task Any_other_refusal_is_an_error()
    {
        var admin = new Admin(create: ErrorCode.InvalidReplicationFactor, (_topics.Transactions, ErrorCode.UnknownTopicOrPart));

        Assert.Equal(ErrorCode.InvalidReplicationFactor, (await Assert.ThrowsAsync<KafkaException>(() => EnsureAsync(admin))).Error.Code);
    }

    private async Task<LogCollector> EnsureAsync(ITopicAdmin admin)
    {
        var log = new LogCollector();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        await new KafkaTopics(admin, loggers.CreateLogger<KafkaTopics>()).EnsureAsync(_topics);
        return log;
    }

    private sealed class Admin(ErrorCode create, params (string Topic, ErrorCode Code)[] known) : ITopicAdmin
    {
        public IReadOnlyCollection<TopicSpecification> Specifications { get; private set; } = [];

        public IEnumerable<string> Asked => Specifications.Select(topic => topic.Name).Order(StringComparer.Ordinal);

        public Task<IReadOnlyDictionary<string, (Error Error, int Partitions)>> DescribeAsync(IEnumerable<string> topics) =>
            Task.FromResult<IReadOnlyDictionary<string, (Error Error, int Partitions)>>(
                known.ToDictionary(topic => topic.Topic, topic => (new Error(topic.Code), topic.Code == ErrorCode.NoError ? There : 0)));

        public Task<IReadOnlyDictionary<string, Error>> CreateAsync(IReadOnlyCollection<TopicSpecification> topics)
        {
            Specifications = topics;
            return Task.FromResult<IReadOnlyDictionary<string, Error>>(topics.ToDictionary(topic => topic.Name, _ => new Error(create)));
        }
    }
}
