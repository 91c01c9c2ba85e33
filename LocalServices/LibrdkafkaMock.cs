using System.Runtime.InteropServices;

namespace SegmentationUpdates.LocalServices;

/// <summary>The parts of rdkafka.h and rdkafka_mock.h (librdkafka 2.16) that <see cref="InMemoryBroker"/> needs.</summary>
/// <remarks>
/// rdkafka_mock.h is outside librdkafka's promise of a stable ABI: after an update of Confluent.Kafka, compare these signatures with
/// the header in the librdkafka.redist package.
/// </remarks>
internal static partial class LibrdkafkaMock
{
    /// <summary>Resolved by <see cref="LibrdkafkaModule"/>, not by the loader's search path.</summary>
    public const string Library = "librdkafka";

    /// <summary>RD_KAFKA_PRODUCER: the mock cluster needs a client instance for its bookkeeping, of either type.</summary>
    public const int ProducerType = 0;

    /// <summary>RD_KAFKA_CONF_OK, and RD_KAFKA_RESP_ERR_NO_ERROR.</summary>
    public const int Success = 0;

    /// <summary>The only broker's id; the mock counts from 1.</summary>
    public const int BrokerId = 1;

    [LibraryImport(Library)]
    public static partial nint rd_kafka_conf_new();

    [LibraryImport(Library)]
    public static partial void rd_kafka_conf_set_log_cb(nint conf, nint callback);

    /// <summary>Takes ownership of <paramref name="conf"/> unless it returns null.</summary>
    [LibraryImport(Library)]
    public static partial nint rd_kafka_new(int type, nint conf, Span<byte> error, nuint errorSize);

    [LibraryImport(Library)]
    public static partial void rd_kafka_conf_destroy(nint conf);

    [LibraryImport(Library)]
    public static partial void rd_kafka_destroy(nint client);

    [LibraryImport(Library)]
    public static partial nint rd_kafka_err2str(int error);

    [LibraryImport(Library)]
    public static partial nint rd_kafka_mock_cluster_new(nint client, int brokerCount);

    [LibraryImport(Library)]
    public static partial void rd_kafka_mock_cluster_destroy(nint cluster);

    [LibraryImport(Library)]
    public static partial nint rd_kafka_mock_cluster_bootstraps(MockClusterHandle cluster);

    [LibraryImport(Library)]
    public static partial void rd_kafka_mock_group_initial_rebalance_delay_ms(MockClusterHandle cluster, int delay);

    [LibraryImport(Library)]
    public static partial void rd_kafka_mock_set_group_consumer_heartbeat_interval_ms(MockClusterHandle cluster, int interval);

    [LibraryImport(Library)]
    public static partial void rd_kafka_mock_set_group_consumer_session_timeout_ms(MockClusterHandle cluster, int timeout);

    [LibraryImport(Library)]
    public static partial void rd_kafka_mock_set_controller_id(MockClusterHandle cluster, int controllerId);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int rd_kafka_mock_topic_create(MockClusterHandle cluster, string topic, int partitions, int replicas);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void rd_kafka_mock_topic_set_error(MockClusterHandle cluster, string topic, int error);

    [LibraryImport(Library)]
    public static partial int rd_kafka_mock_broker_set_down(MockClusterHandle cluster, int brokerId);

    [LibraryImport(Library)]
    public static partial int rd_kafka_mock_broker_set_up(MockClusterHandle cluster, int brokerId);

    [LibraryImport(Library)]
    public static partial int rd_kafka_mock_broker_set_rtt(MockClusterHandle cluster, int brokerId, int milliseconds);

    [LibraryImport(Library)]
    public static partial void rd_kafka_mock_push_request_errors_array(
        MockClusterHandle cluster, short apiKey, nuint count, ReadOnlySpan<int> errors);
}
