using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Logging;
using SegmentationUpdates.Messaging.Clients;

namespace SegmentationUpdates.Messaging.Topics;

/// <summary>Creates the topics that are missing; leaves those that exist as they are.</summary>
public sealed partial class KafkaTopics(IAdminClient admin, ILogger<KafkaTopics> logger)
{
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

    /// <exception cref="KafkaException">No broker answers, or it refuses.</exception>
    public async Task EnsureAsync(TopicOptions topics)
    {
        ArgumentNullException.ThrowIfNull(topics);
        var wanted = topics.PartitionsByTopic;
        var existing = admin.GetMetadata(TimeSpan.FromSeconds(10)).Topics
            .Where(topic => topic.Error.Code == ErrorCode.NoError)
            .ToDictionary(topic => topic.Topic, topic => topic.Partitions.Count, StringComparer.Ordinal);

        foreach (var (name, partitions) in wanted)
        {
            if (existing.TryGetValue(name, out var found) && found != partitions)
            {
                LogOtherPartitions(name, found, partitions);
            }
        }

        var missing = wanted.Where(topic => !existing.ContainsKey(topic.Key)).ToList();
        if (missing.Count == 0)
        {
            return;
        }

        try
        {
            await admin.CreateTopicsAsync(missing.Select(topic => new TopicSpecification
            {
                Name = topic.Key,
                NumPartitions = topic.Value,
                ReplicationFactor = topics.ReplicationFactor,
                Configs = topic.Key == topics.DeadLetters ? DeadLetterSettings
                    : topic.Key == topics.SegmentChanges ? SegmentChangeSettings
                    : null,
            }));
            LogCreated(string.Join(", ", missing.Select(topic => $"{topic.Key} ({topic.Value})")));
        }
        catch (CreateTopicsException e) when (e.Results.All(result =>
            result.Error.Code is ErrorCode.NoError or ErrorCode.TopicAlreadyExists))
        {
            // Somebody else was faster: just as good.
        }
    }

    private static string Milliseconds(TimeSpan time) => ((long)time.TotalMilliseconds).ToString();

    [LoggerMessage(1, LogLevel.Information, "Created topics (partitions): {Topics}")]
    private partial void LogCreated(string topics);

    [LoggerMessage(2, LogLevel.Warning,
        "Topic {Topic} has {Found} partitions, not {Wanted}: it is used as it is, because more partitions would move customers to other partitions")]
    private partial void LogOtherPartitions(string topic, int found, int wanted);
}
