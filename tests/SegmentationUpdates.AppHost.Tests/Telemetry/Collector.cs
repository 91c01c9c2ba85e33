using System.Buffers.Binary;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace SegmentationUpdates.AppHost.Tests.Telemetry;

/// <summary>A collector for OTLP by gRPC, as services export to by default, that keeps what it gets.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private const int FramePrefix = 5; // Whether it is compressed, and its length.

    private readonly WebApplication _server;
    private readonly ConcurrentQueue<CollectedSpan> _spans = new();
    private readonly ConcurrentQueue<CollectedLog> _logs = new();
    private readonly ConcurrentDictionary<(string Service, string Name), bool> _metrics = new();

    private Collector(WebApplication server) => _server = server;

    public string Endpoint => _server.Urls.Single();

    public IReadOnlyCollection<CollectedSpan> Spans => _spans;

    public IReadOnlyCollection<CollectedLog> Logs => _logs;

    public ICollection<(string Service, string Name)> Metrics => _metrics.Keys;

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(System.Net.IPAddress.Loopback, port: 0, listen => listen.Protocols = HttpProtocols.Http2));
        var collector = new Collector(builder.Build());
        collector._server.Run(collector.ReceiveAsync);
        await collector._server.StartAsync(TestContext.Current.CancellationToken);
        return collector;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var frame = body.GetBuffer().AsMemory(0, (int)body.Length);
        var length = BinaryPrimitives.ReadInt32BigEndian(frame.Span[1..FramePrefix]);
        Keep(context.Request.Path.Value!, new WireMessage(frame.Slice(FramePrefix, length)));

        // An empty message says that everything was taken.
        context.Response.ContentType = "application/grpc";
        await context.Response.Body.WriteAsync(new byte[FramePrefix], context.RequestAborted);
        context.Response.AppendTrailer("grpc-status", "0");
    }

    private void Keep(string path, WireMessage request)
    {
        switch (path)
        {
            case "/opentelemetry.proto.collector.trace.v1.TraceService/Export":
                Array.ForEach([.. OtlpMessages.Spans(request)], _spans.Enqueue);
                break;
            case "/opentelemetry.proto.collector.logs.v1.LogsService/Export":
                Array.ForEach([.. OtlpMessages.Logs(request)], _logs.Enqueue);
                break;
            default:
                Array.ForEach([.. OtlpMessages.Metrics(request)], metric => _metrics[metric] = true);
                break;
        }
    }
}
