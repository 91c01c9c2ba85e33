using System.Runtime.InteropServices;

namespace SegmentationUpdates.LocalServices;

/// <summary>Owns a mock cluster and the librdkafka client instance that it was made with; frees the cluster first.</summary>
internal sealed class MockClusterHandle : SafeHandle
{
    private readonly nint _client;

    public MockClusterHandle(nint cluster, nint client)
        : base(invalidHandleValue: 0, ownsHandle: true)
    {
        _client = client;
        SetHandle(cluster);
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        LibrdkafkaMock.rd_kafka_mock_cluster_destroy(handle);
        LibrdkafkaMock.rd_kafka_destroy(_client);
        return true;
    }
}
