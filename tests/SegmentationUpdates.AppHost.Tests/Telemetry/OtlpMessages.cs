using System.Globalization;
using Microsoft.Extensions.Logging;

namespace SegmentationUpdates.AppHost.Tests.Telemetry;

/// <summary>
/// What OTLP's export requests contain, by the field numbers of opentelemetry-proto 1.x. All three signals have the same frame: resources (1), in each its
/// description (1) and scopes (2), in each its name and what it has measured (2).
/// </summary>
internal static class OtlpMessages
{
    public static IEnumerable<CollectedSpan> Spans(WireMessage request) => Items(request).Select(item => new CollectedSpan(
        item.Service,
        item.Scope,
        Name: item.Content.Text(5),
        (SpanKind)item.Content.Number(6),
        TraceId: item.Content.Hex(1),
        SpanId: item.Content.Hex(2),
        ParentId: item.Content.Hex(4),
        Attributes(item.Content, tag: 9)));

    // Four severities to a level, from 1 for the first of Trace.
    public static IEnumerable<CollectedLog> Logs(WireMessage request) => Items(request).Select(item => new CollectedLog(
        item.Service, item.Scope, (LogLevel)((item.Content.Number(2) - 1) / 4), item.Content.Message(5).Text(1)));

    public static IEnumerable<(string Service, string Name)> Metrics(WireMessage request) =>
        Items(request).Select(item => (item.Service, item.Content.Text(1)));

    private static IEnumerable<(string Service, string Scope, WireMessage Content)> Items(WireMessage request) =>
        from resource in request.Messages(1)
        let service = Attributes(resource.Message(1), tag: 1)["service.name"]
        from scope in resource.Messages(2)
        let name = scope.Message(1).Text(1)
        from content in scope.Messages(2)
        select (service, name, content);

    private static Dictionary<string, string> Attributes(WireMessage message, int tag) => message.Messages(tag)
        .GroupBy(pair => pair.Text(1), pair => pair.Message(2), StringComparer.Ordinal)
        .ToDictionary(pair => pair.Key, pair => Value(pair.Last()), StringComparer.Ordinal);

    // Text, or else a number; nothing here asks for more.
    private static string Value(WireMessage value) => value.Has(1) ? value.Text(1) : value.Number(3).ToString(CultureInfo.InvariantCulture);
}
