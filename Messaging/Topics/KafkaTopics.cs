using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Logging;
using SegmentationUpdates.Messaging.Clients;

namespace SegmentationUpdates.Messaging.Topics;

/// <summary>
/// Creates the topics that are missing; leaves those that exist as they are. An administrator may have made them, for a user who may neither see
/// nor create them.
/// </summary>
public sealed partial class KafkaTopics
{
    private readonly ITopicAdmin _admin;
    private readonly ILogger<KafkaTopics> _logger;

    public KafkaTopics(IAdminClient admin, ILogger<KafkaTopics> logger)
        : this(new TopicAdmin(admin), logger)
    {
    }

    internal KafkaTopics(ITopicAdmin admin, ILogger<KafkaTopics> logger) => (_admin, _logger) = (admin, logger);

    // Retention goes by a record's timestamp. A sender may put the time of the transaction there, and a backfill of last month would be deleted
    // before it is read: the broker stamps records with its own time.
    private static readonly Dictionary<string, string> TransactionSettings = new()
    {
        ["message.timestamp.type"] = "LogAppendTime",
        ["retention.ms"] = Milliseconds(TimeSpan.FromDays(7)),
    };

    // A dead letter is its message and some headers: it must fit where the message did. And people need time to look at it.
    private static readonly Dictionary<string, string> DeadLetterSettings = new()
    {
        ["max.message.bytes"] = KafkaClientDefaults.LargestMessage.ToString(),
        ["retention.ms"] = Milliseconds(TimeSpan.FromDays(90)),
    };

    // Readers who are less than a week behind see every change; older changes are compacted to the latest per customer, for new readers. What
    // a tombstone erases is gone after a month. Only closed segments are compacted: one a day is closed.
    private static readonly Dictionary<string, string> SegmentChangeSettings = new()
    {
        ["cleanup.policy"] = "compact,delete",
        ["min.compaction.lag.ms"] = Milliseconds(TimeSpan.FromDays(7)),
        ["max.compaction.lag.ms"] = Milliseconds(TimeSpan.FromDays(30)),
        ["segment.ms"] = Milliseconds(TimeSpan.FromDays(1)),
        ["retention.ms"] = Milliseconds(TimeSpan.FromDays(365)),
    };

    // One key: what is not the latest may go at any time.
    private static readonly Dictionary<string, string> SegmentNameSettings = new() { ["cleanup.policy"] = "compact" };

    /// <exception cref="TopicsException">Topics are missing, and this user may not create them.</exception>
    /// <exception cref="KafkaException">No broker answers, or it refuses.</exception>
    public async Task EnsureAsync(TopicOptions topics)
    {
        ArgumentNullException.ThrowIfNull(topics);
        var wanted = topics.PartitionsByTopic;
        var known = await _admin.DescribeAsync(wanted.Keys);
        var absent = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, partitions) in wanted)
        {
            if (!known.TryGetValue(name, out var topic) || topic.Error.IsError)
            {
                absent.Add(name, partitions);
            }
            else if (topic.Partitions != partitions)
            {
                LogOtherPartitions(name, topic.Partitions, partitions);
            }
        }

        if (absent.Count > 0 && await CreateAsync(topics, absent) is { Count: > 0 } refused)
        {
            ThrowIfMissing([.. refused.Where(name => known.TryGetValue(name, out var topic) && topic.Error.Code == ErrorCode.UnknownTopicOrPart)], wanted);
            LogHidden(string.Join(", ", refused));
        }
    }

    /// <returns>Those that this user may not create.</returns>
    private async Task<IReadOnlyList<string>> CreateAsync(TopicOptions topics, Dictionary<string, int> absent)
    {
        var results = await _admin.CreateAsync([.. absent.Select(topic => new TopicSpecification
        {
            Name = topic.Key,
            NumPartitions = topic.Value,
            ReplicationFactor = topics.ReplicationFactor,
            Configs = topic.Key == topics.Transactions ? TransactionSettings
                : topic.Key == topics.DeadLetters ? DeadLetterSettings
                : topic.Key == topics.SegmentChanges ? SegmentChangeSettings
                : topic.Key == topics.SegmentNames ? SegmentNameSettings
                : null,
        })]);
        foreach (var (_, error) in results)
        {
            // That another was faster is just as good.
            if (error.Code is not (ErrorCode.NoError or ErrorCode.TopicAlreadyExists) && !IsRefusal(error))
            {
                throw new KafkaException(error);
            }
        }

        if (results.Where(result => !result.Value.IsError).Select(result => result.Key).ToList() is { Count: > 0 } created)
        {
            LogCreated(string.Join(", ", created.Select(name => $"{name} ({absent[name]})")));
        }

        return [.. results.Where(result => IsRefusal(result.Value)).Select(result => result.Key)];
    }

    private static void ThrowIfMissing(IReadOnlyList<string> missing, IReadOnlyDictionary<string, int> partitions)
    {
        if (missing.Count > 0)
        {
            var list = string.Join(", ", missing.Select(name => $"{name} ({partitions[name]} partitions)"));
            throw new TopicsException(
                $"topics are missing that this Kafka user may not create: {list}. "
                + "Let an administrator create them, or allow the user to (Create on the topics)");
        }
    }

    private static bool IsRefusal(Error error) => error.Code is ErrorCode.TopicAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed;

    private static string Milliseconds(TimeSpan time) => ((long)time.TotalMilliseconds).ToString();

    [LoggerMessage(1, LogLevel.Information, "Created topics (partitions): {Topics}")]
    private partial void LogCreated(string topics);

    [LoggerMessage(2, LogLevel.Warning,
        "Topic {Topic} has {Found} partitions, not {Wanted}: it is used as it is, because more partitions would move customers to other partitions")]
    private partial void LogOtherPartitions(string topic, int found, int wanted);

    [LoggerMessage(3, LogLevel.Warning,
        "This Kafka user may neither see nor create the topics {Topics}: they are taken to be there, made by an administrator " +
        "(allow it Describe on them to be sure)")]
    private partial void LogHidden(string topics);
}
