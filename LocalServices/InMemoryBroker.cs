using System.Runtime.InteropServices;
using System.Text;
using Confluent.Kafka;

namespace SegmentationUpdates.LocalServices;

/// <summary>
/// A Kafka broker inside this process, on a loopback port: librdkafka's mock cluster with one node. Any Kafka client on this machine
/// can use it. It is for one machine and one sitting:
/// <list type="bullet">
/// <item>Memory only: messages, topics and committed offsets are gone when it is disposed.</item>
/// <item>A partition keeps 5 MiB or 100,000 batches, as the producer compressed them, and drops the oldest without a sound; a reader
/// that was overtaken gets OFFSET_OUT_OF_RANGE. Both limits are constants in librdkafka. So whoever produces must wait for the
/// consumers, and compress. A batch that alone evicts all others is lost with them: keep messages under 1 MB.</item>
/// <item>A fetch brings one batch of a partition, and an empty one waits the whole <c>fetch.wait.max.ms</c>: set it to 10 ms.</item>
/// <item>A classic group rebalances for <c>session.timeout.ms</c> less 1 s, whatever the members do, refuses commits in that time
/// with REBALANCE_IN_PROGRESS, and ends the process if two members name different assignors. With <c>group.protocol=consumer</c> it
/// takes two heartbeats.</item>
/// <item>Topics are made by <see cref="Start"/>: CreateTopics and most other admin requests are not supported, nor are offsets by
/// time. Transactions are only an appearance: readers see what is open or was aborted, and of two producers with one transactional id neither is
/// fenced. The time in a delivery report is a constant.</item>
/// </list>
/// </summary>
public sealed class InMemoryBroker : IDisposable
{
    private static readonly TimeSpan InitialRebalanceDelay = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan GroupHeartbeatInterval = TimeSpan.FromMilliseconds(300);
    private readonly MockClusterHandle _cluster;

    private InMemoryBroker(MockClusterHandle cluster)
    {
        _cluster = cluster;
        BootstrapServers = Marshal.PtrToStringUTF8(LibrdkafkaMock.rd_kafka_mock_cluster_bootstraps(cluster))!;
    }

    /// <summary>Host and port, as clients want it in <c>bootstrap.servers</c>. It stays the same over <see cref="SetDown"/>.</summary>
    public string BootstrapServers { get; }

    /// <param name="topics">Number of partitions by topic name.</param>
    /// <exception cref="LocalServiceException">The library refused.</exception>
    public static InMemoryBroker Start(IReadOnlyDictionary<string, int> topics)
    {
        LibrdkafkaModule.Bind();
        var broker = new InMemoryBroker(NewCluster());
        try
        {
            // Without a controller DescribeCluster waits forever. The defaults of the other two are 3 s: how long a first join takes,
            // and a rebalance with group.protocol=consumer.
            LibrdkafkaMock.rd_kafka_mock_set_controller_id(broker._cluster, LibrdkafkaMock.BrokerId);
            LibrdkafkaMock.rd_kafka_mock_group_initial_rebalance_delay_ms(
                broker._cluster, (int)InitialRebalanceDelay.TotalMilliseconds);
            LibrdkafkaMock.rd_kafka_mock_set_group_consumer_heartbeat_interval_ms(
                broker._cluster, (int)GroupHeartbeatInterval.TotalMilliseconds);
            foreach (var (topic, partitions) in topics)
            {
                if (partitions < 1)
                {
                    // The library would make a topic that nobody can use.
                    throw new ArgumentOutOfRangeException(nameof(topics), partitions, $"Topic '{topic}' needs a partition.");
                }

                Check(
                    LibrdkafkaMock.rd_kafka_mock_topic_create(broker._cluster, topic, partitions, replicas: 1),
                    $"create topic '{topic}' with {partitions} partitions");
            }

            return broker;
        }
        catch
        {
            broker.Dispose();
            throw;
        }
    }

    /// <summary>Drops all connections and refuses new ones; messages and committed offsets stay.</summary>
    public void SetDown() => Check(LibrdkafkaMock.rd_kafka_mock_broker_set_down(_cluster, LibrdkafkaMock.BrokerId), "go down");

    public void SetUp() => Check(LibrdkafkaMock.rd_kafka_mock_broker_set_up(_cluster, LibrdkafkaMock.BrokerId), "come up");

    /// <summary>Delays every response by this much; zero ends it.</summary>
    public void SetRoundTripTime(TimeSpan time) =>
        Check(
            LibrdkafkaMock.rd_kafka_mock_broker_set_rtt(_cluster, LibrdkafkaMock.BrokerId, (int)time.TotalMilliseconds),
            "change its round-trip time");

    /// <summary>How long a member of a group that begins after this may be silent before others get its partitions; 30 s without it.</summary>
    public void SetGroupSessionTimeout(TimeSpan timeout) =>
        LibrdkafkaMock.rd_kafka_mock_set_group_consumer_session_timeout_ms(_cluster, (int)timeout.TotalMilliseconds);

    /// <summary>
    /// Fails the next requests of a kind, one with each of the errors in turn. <see cref="ErrorCode.Local_Transport"/> closes the
    /// connection instead.
    /// </summary>
    /// <param name="apiKey">The request's key in the Kafka protocol: 0 Produce, 1 Fetch, 8 OffsetCommit, 9 OffsetFetch, ...</param>
    /// <param name="errors">In the order in which requests meet them.</param>
    public void InjectErrors(short apiKey, params ReadOnlySpan<ErrorCode> errors) =>
        LibrdkafkaMock.rd_kafka_mock_push_request_errors_array(
            _cluster, apiKey, (nuint)errors.Length, MemoryMarshal.Cast<ErrorCode, int>(errors));

    /// <summary>What the broker answers to whoever asks for a topic; <see cref="ErrorCode.NoError"/> ends it.</summary>
    public void SetTopicError(string topic, ErrorCode error) =>
        LibrdkafkaMock.rd_kafka_mock_topic_set_error(_cluster, topic, (int)error);

    public void Dispose() => _cluster.Dispose();

    private static MockClusterHandle NewCluster()
    {
        var conf = LibrdkafkaMock.rd_kafka_conf_new();
        // This client instance connects to nothing and would complain about that on the terminal.
        LibrdkafkaMock.rd_kafka_conf_set_log_cb(conf, callback: 0);
        Span<byte> error = stackalloc byte[512];
        var client = LibrdkafkaMock.rd_kafka_new(LibrdkafkaMock.ProducerType, conf, error, (nuint)error.Length);
        if (client == 0)
        {
            LibrdkafkaMock.rd_kafka_conf_destroy(conf);
            throw new LocalServiceException(
                $"The built-in Kafka broker cannot start: {Encoding.UTF8.GetString(error[..error.IndexOf((byte)0)])}.");
        }

        var cluster = LibrdkafkaMock.rd_kafka_mock_cluster_new(client, brokerCount: 1);
        if (cluster == 0)
        {
            LibrdkafkaMock.rd_kafka_destroy(client);
            throw new LocalServiceException(
                "The built-in Kafka broker cannot start: no port of 127.0.0.1 can be opened. Give a real Kafka with --kafka host:port.");
        }

        return new MockClusterHandle(cluster, client);
    }

    private static void Check(int error, string action)
    {
        if (error != LibrdkafkaMock.Success)
        {
            var reason = Marshal.PtrToStringUTF8(LibrdkafkaMock.rd_kafka_err2str(error));
            throw new LocalServiceException($"The built-in Kafka broker cannot {action}: {reason}.");
        }
    }
}
