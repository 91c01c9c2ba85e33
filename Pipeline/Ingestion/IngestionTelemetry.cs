using System.Diagnostics;
using System.Text;
using Confluent.Kafka;

namespace SegmentationUpdates.Pipeline.Ingestion;

/// <summary>Traces of the ingestion. Attribute names: OpenTelemetry's semantic conventions for messaging with Kafka.</summary>
internal static class IngestionTelemetry
{
    public const string Name = "SegmentationUpdates.Ingestion";

    // OpenTelemetry keeps this many links of a span by default.
    private const int MostLinks = 128;

    public static readonly ActivitySource Source = new(Name);

    /// <summary>
    /// The span of a batch, with links to the spans that produced its messages: a batch has many causes, so none of them is its parent.
    /// The SQL statements become its children.
    /// </summary>
    public static Activity? StartProcess(Batch batch, string topic, string group)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var links = batch.Messages.Select(message => Context(message.Source.Message.Headers))
            .OfType<ActivityContext>()
            .Take(MostLinks)
            .Select(context => new ActivityLink(context));
        return Source.StartActivity(
            ActivityKind.Consumer,
            parentContext: default,
            tags:
            [
                new("messaging.system", "kafka"),
                new("messaging.operation.name", "process"),
                new("messaging.operation.type", "process"),
                new("messaging.destination.name", topic),
                new("messaging.consumer.group.name", group),
                new("messaging.batch.message_count", batch.Count),
            ],
            links: links,
            name: $"process {topic}");
    }

    private static ActivityContext? Context(Headers? headers) =>
        headers is not null
        && headers.TryGetLastBytes("traceparent", out var value)
        && ActivityContext.TryParse(Encoding.UTF8.GetString(value), traceState: null, isRemote: true, out var context)
            ? context
            : null;
}
