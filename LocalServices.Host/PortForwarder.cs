using System.Net;
using System.Net.Sockets;

namespace SegmentationUpdates.LocalServices.Host;

/// <summary>
/// Lets clients reach the broker on a port that was chosen for it: librdkafka's mock cluster takes any free one and cannot be told. Clients come here once,
/// hear of the broker's own address, and go there.
/// </summary>
internal sealed class PortForwarder : IDisposable
{
    private readonly TcpListener _listener;
    private readonly int _target;
    private readonly CancellationTokenSource _ending = new();

    private PortForwarder(TcpListener listener, int target) => (_listener, _target) = (listener, target);

    /// <exception cref="LocalServiceException">The port is taken.</exception>
    public static PortForwarder Start(int port, int target)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
        }
        catch (SocketException e)
        {
            listener.Dispose();
            throw new LocalServiceException($"port {port} for the Kafka broker cannot be opened ({e.Message}): end the program that has it", e);
        }

        var forwarder = new PortForwarder(listener, target);
        _ = forwarder.AcceptAsync();
        return forwarder;
    }

    public void Dispose()
    {
        _ending.Cancel();
        _listener.Dispose();
        _ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        var ending = _ending.Token;
        try
        {
            while (true)
            {
                _ = ForwardAsync(await _listener.AcceptTcpClientAsync(ending), ending);
            }
        }
        catch (Exception e) when (ending.IsCancellationRequested && e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Nobody is let in any more.
        }
    }

    private async Task ForwardAsync(TcpClient client, CancellationToken ending)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                (client.NoDelay, server.NoDelay) = (true, true);
                await server.ConnectAsync(IPAddress.Loopback, _target, ending);
                await Task.WhenAny(
                    client.GetStream().CopyToAsync(server.GetStream(), ending), server.GetStream().CopyToAsync(client.GetStream(), ending));
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // One side is gone; the client tries again.
            }
        }
    }
}
