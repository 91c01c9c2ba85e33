using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SegmentationUpdates.AppHost.Tests.Telemetry;

/// <summary>Takes OTLP over HTTP and keeps the text in it, by kind of signal: names and messages stand in protobuf as they are.</summary>
internal sealed class Collector : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<(string Path, string Text)> _received = new();

    private Collector(string address)
    {
        Address = address;
        _listener.Prefixes.Add(address + "/");
        _listener.Start();
        _ = ReceiveAsync();
    }

    public string Address { get; }

    public static Collector Start()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        return new Collector($"http://127.0.0.1:{port}");
    }

    /// <summary>All that came of a signal: <c>traces</c>, <c>logs</c> or <c>metrics</c>.</summary>
    public string Text(string signal) =>
        string.Join('\n', _received.Where(part => part.Path.EndsWith(signal, StringComparison.Ordinal)).Select(part => part.Text));

    public void Dispose() => _listener.Close();

    private async Task ReceiveAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                _received.Enqueue((context.Request.Url!.AbsolutePath, Encoding.Latin1.GetString(body.ToArray())));
                context.Response.ContentType = "application/x-protobuf";
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // Nobody sends any more.
        }
    }
}
