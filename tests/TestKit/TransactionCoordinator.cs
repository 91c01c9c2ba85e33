using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace SegmentationUpdates.TestKit;

/// <summary>
/// As much of a Kafka broker as a transactional producer needs, with what the broker in the process does not do: of the producers with one transactional id
/// only that which began last may add to a partition or end a transaction (KIP-98), and what is not committed is not counted. It answers the oldest
/// form of each request.
/// </summary>
internal sealed class TransactionCoordinator : IDisposable
{
    private const short Produce = 0, Fetch = 1, Metadata = 3, FindCoordinator = 10, ApiVersions = 18;
    private const short InitProducerId = 22, AddPartitions = 24, EndTransaction = 26;
    private const short UnsupportedVersion = 35, InvalidProducerEpoch = 47;
    private const int Node = 1, RecordsOffset = 57, EpochOffset = 51;
    private const string Host = "127.0.0.1";

    private static readonly (short Request, short Last)[] Known =
    [
        (Produce, 3), (Fetch, 4), (Metadata, 1), (FindCoordinator, 1), (ApiVersions, 0), (InitProducerId, 1), (AddPartitions, 0), (EndTransaction, 0),
    ];

    private readonly TcpListener _listener = new(IPAddress.Loopback, port: 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly string _topic;
    private short _epoch = -1;
    private int _open;
    private int _committed;

    public TransactionCoordinator(string topic)
    {
        _topic = topic;
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Address => $"{Host}:{Port}";

    /// <summary>Called when a producer asks for the end of a transaction, before it is looked whether it may.</summary>
    public Action BeforeEnd { get; set; } = () => { };

    /// <summary>Records that readers of committed records see.</summary>
    public int Committed
    {
        get
        {
            lock (_lock)
            {
                return _committed;
            }
        }
    }

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                for (var stream = client.GetStream(); ;)
                {
                    var size = new byte[4];
                    await stream.ReadExactlyAsync(size, _stop.Token);
                    var request = new byte[BinaryPrimitives.ReadInt32BigEndian(size)];
                    await stream.ReadExactlyAsync(request, _stop.Token);
                    await stream.WriteAsync(Answer(new KafkaReader(request)), _stop.Token);
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
            {
                // The client has left, or the test is over.
            }
        }
    }

    private byte[] Answer(KafkaReader request)
    {
        var (key, version, correlation) = (request.Int16(), request.Int16(), request.Int32());
        _ = request.Text();
        var answer = new KafkaWriter().Int32(correlation);
        return (key switch
        {
            ApiVersions => answer.Int16(version == 0 ? (short)0 : UnsupportedVersion)
                .Array(Known, (writer, known) => writer.Int16(known.Request).Int16(0).Int16(known.Last)),
            Metadata => answer.Array([Node], (writer, node) => writer.Int32(node).Text(Host).Int32(Port).Text(null)).Int32(Node)
                .Array([_topic], (writer, topic) => writer.Int16(0).Text(topic).Int8(0)
                    .Array([0], (partitions, partition) => partitions.Int16(0).Int32(partition).Int32(Node)
                        .Array([Node], (nodes, node) => nodes.Int32(node)).Array([Node], (nodes, node) => nodes.Int32(node)))),
            FindCoordinator => answer.Int32(0).Int16(0).Text(null).Int32(Node).Text(Host).Int32(Port),
            InitProducerId => answer.Int32(0).Int16(0).Int64(1).Int16(Begin()),
            AddPartitions => Added(request, answer),
            Produce => Produced(request, answer),
            EndTransaction => answer.Int32(0).Int16(Ended(request)),
            _ => throw new IOException($"request {key} is not known here"),
        }).ToMessage();
    }

    private short Begin()
    {
        lock (_lock)
        {
            _open = 0;
            return ++_epoch;
        }
    }

    private KafkaWriter Added(KafkaReader request, KafkaWriter answer)
    {
        var error = Check(request);
        return answer.Int32(0)
            .Array([_topic], (writer, topic) => writer.Text(topic).Array([0], (partitions, partition) => partitions.Int32(partition).Int16(error)));
    }

    private KafkaWriter Produced(KafkaReader request, KafkaWriter answer)
    {
        _ = (request.Text(), request.Int16(), request.Int32(), request.Int32(), request.Text(), request.Int32(), request.Int32());
        var batch = request.Bytes();
        short error = 0;
        lock (_lock)
        {
            if (BinaryPrimitives.ReadInt16BigEndian(batch.AsSpan(EpochOffset)) == _epoch)
            {
                _open += BinaryPrimitives.ReadInt32BigEndian(batch.AsSpan(RecordsOffset));
            }
            else
            {
                error = InvalidProducerEpoch;
            }
        }

        return answer
            .Array([_topic], (writer, topic) => writer.Text(topic)
                .Array([0], (partitions, partition) => partitions.Int32(partition).Int16(error).Int64(0).Int64(-1)))
            .Int32(0);
    }

    private short Ended(KafkaReader request)
    {
        BeforeEnd();
        if (Check(request) is not 0 and var error)
        {
            return error;
        }

        lock (_lock)
        {
            _committed += request.Int8() == 1 ? _open : 0;
            _open = 0;
            return 0;
        }
    }

    private short Check(KafkaReader request)
    {
        _ = (request.Text(), request.Int64());
        lock (_lock)
        {
            return request.Int16() == _epoch ? (short)0 : InvalidProducerEpoch;
        }
    }
}
