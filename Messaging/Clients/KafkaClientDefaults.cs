using Confluent.Kafka;

namespace SegmentationUpdates.Messaging.Clients;

/// <summary>How every process of the pipeline talks to Kafka, whoever builds its clients.</summary>
public static class KafkaClientDefaults
{
    /// <summary>The consumer group that shares the transactions topic.</summary>
    public const string ConsumerGroup = "segmentation";

    /// <summary>Bytes of the largest message that we send: twice what brokers accept by default, for dead letters with their headers.</summary>
    public const int LargestMessage = 2 * 1024 * 1024;

    /// <summary>Writes survive the loss of a broker, arrive once and in order.</summary>
    public static void Apply(ProducerConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        LookForTopics(config);
        config.EnableIdempotence = true;
        config.Acks = Acks.All;
        config.LingerMs = 5;
        config.MessageMaxBytes = LargestMessage;
        config.CompressionType = CompressionType.Lz4;

        // The Java clients' partitioner: any other producer puts a customer's messages where ours do.
        config.Partitioner = Partitioner.Murmur2Random;
        config.EnableDeliveryReports = true;
        config.DeliveryReportFields = "status";
    }

    /// <summary>Offsets are committed by the ingestion, after the database has the batch; nothing is committed in the background.</summary>
    public static void Apply(ConsumerConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        LookForTopics(config);
        config.GroupId ??= ConsumerGroup;
        config.EnableAutoCommit = false;
        config.EnableAutoOffsetStore = false;
        config.AutoOffsetReset = AutoOffsetReset.Earliest;

        // There the consumer's position is past the markers of transactions, which are no messages: committed, the lag becomes 0.
        config.EnablePartitionEof = true;

        // Only the partitions that move stop when a consumer joins or leaves.
        config.PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky;

        // The partitions of a consumer that died wait for as long, the client's default being 45 s; and so does the whole group for one
        // that left while it was joining, because the broker hears its leave only after the join. Members learn of a rebalance
        // with their next heartbeat.
        config.SessionTimeoutMs ??= 10_000;
        config.HeartbeatIntervalMs ??= 1_000;

        // The group waits for a silent member for as long, the client's default being five minutes. The consuming thread polls between
        // attempts; one is four statements, of at most 30 s each.
        config.MaxPollIntervalMs ??= 150_000;
        FitGroupProtocol(config);

        // Bounds the memory of a consumer that is behind: 16 MiB of messages wait in the client, the rest in the broker.
        config.QueuedMaxMessagesKbytes = 16 * 1024;
        config.QueuedMinMessages = 50_000;
    }

    /// <summary>
    /// To call once more when others have had their say: with <c>group.protocol=consumer</c> the broker assigns and decides who is dead,
    /// and the client refuses to start with settings of its own for that.
    /// </summary>
    public static void FitGroupProtocol(ConsumerConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (config.SessionTimeoutMs > config.MaxPollIntervalMs)
        {
            config.MaxPollIntervalMs = config.SessionTimeoutMs;
        }

        if (config.GroupProtocol == GroupProtocol.Consumer)
        {
            config.PartitionAssignmentStrategy = null;
            config.SessionTimeoutMs = null;
            config.HeartbeatIntervalMs = null;
        }
    }

    // How soon the client finds a topic that was missing, which one is for a moment when a broker starts again. The client's default is
    // five minutes.
    private static void LookForTopics(ClientConfig config) => config.TopicMetadataRefreshIntervalMs ??= 5_000;
}
