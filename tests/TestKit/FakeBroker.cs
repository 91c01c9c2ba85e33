using System.Buffers.Binary;
using System.Net.Sockets;
using System.Net;
using System.Text;

namespace SegmentationUpdates.TestKit;

/// <summary>A listener that is no broker, or one that refuses: what a connection gets is decided by a function of each request.</summary>
internal sealed class FakeBroker : IDisposable
{
    private const short ApiVersions = 18;
    private const short SaslHandshake = 17;
    private const short SaslAuthenticate = 36;

    private readonly TcpListener _listener = new(IPAddress.Loopback, port: 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<NetworkStream, CancellationToken, Task> _serve;
    private readonly Task _accepting;

    private FakeBroker(Func<NetworkStream, CancellationToken, Task> serve)
    {
        _serve = serve;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Address => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Speaks HTTP.</summary>
    public static FakeBroker OtherProtocol() => new(async (stream, cancellationToken) =>
    {
        _ = await stream.ReadAtLeastAsync(new byte[1024], 1, throwOnEndOfStream: false, cancellationToken);
        await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), cancellationToken);
    });

    /// <summary>Closes every connection at its first byte, as a port that wants TLS does.</summary>
    public static FakeBroker ThatHangsUp() => new(async (stream, cancellationToken) =>
        _ = await stream.ReadAtLeastAsync(new byte[1024], 1, throwOnEndOfStream: false, cancellationToken));

    /// <summary>Speaks enough of Kafka to refuse a login.</summary>
    public static FakeBroker ThatRefusesLogins(string reason) => new(async (stream, cancellationToken) =>
    {
        while (true)
        {
            var request = await ReadAsync(stream, cancellationToken);
            var key = BinaryPrimitives.ReadInt16BigEndian(request);
            var version = BinaryPrimitives.ReadInt16BigEndian(request.AsSpan(2));
            var body = new MemoryStream();
            body.Write(request.AsSpan(4, 4));
            switch (key)
            {
                case ApiVersions:
                    // Of the newest form of the request only the refusal is understood by everybody: the client asks again in the oldest.
                    Int16(body, version == 0 ? (short)0 : (short)35);
                    Int32(body, 4);
                    foreach (var (api, last) in (ReadOnlySpan<(short, short)>)[(ApiVersions, 0), (SaslHandshake, 1), (SaslAuthenticate, 0), (3, 1)])
                    {
                        Int16(body, api);
                        Int16(body, 0);
                        Int16(body, last);
                    }

                    break;
                case SaslHandshake:
                    Int16(body, 0);
                    Int32(body, 1);
                    Text(body, "PLAIN");
                    break;
                case SaslAuthenticate:
                    Int16(body, 58);
                    Text(body, reason);
                    Int32(body, 0);
                    break;
                default:
                    return;
            }

            var response = new byte[4 + body.Length];
            BinaryPrimitives.WriteInt32BigEndian(response, (int)body.Length);
            body.ToArray().CopyTo(response, 4);
            await stream.WriteAsync(response, cancellationToken);
        }
    });

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _ = _accepting;
        _stop.Dispose();
    }

    private static async Task<byte[]> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var size = new byte[4];
        await stream.ReadExactlyAsync(size, cancellationToken);
        var request = new byte[BinaryPrimitives.ReadInt32BigEndian(size)];
        await stream.ReadExactlyAsync(request, cancellationToken);
        return request;
    }

    private static void Int16(MemoryStream stream, short value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteInt16BigEndian(bytes, value);
        stream.Write(bytes);
    }

    private static void Int32(MemoryStream stream, int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        stream.Write(bytes);
    }

    private static void Text(MemoryStream stream, string text)
    {
        Int16(stream, (short)text.Length);
        stream.Write(Encoding.UTF8.GetBytes(text));
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = ServeAsync(client);
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
                await _serve(client.GetStream(), _stop.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
            {
                // The client has left, or the test is over.
            }
        }
    }
}
