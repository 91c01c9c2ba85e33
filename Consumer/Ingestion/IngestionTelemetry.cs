using System.Diagnostics;
using System.Text;
using Confluent.Kafka;
using SegmentationUpdates.Hosting;

namespace SegmentationUpdates.Consumer.Ingestion;

/// <summary>Traces of the ingestion. Attribute names: OpenTelemetry's semantic conventions for messaging with Kafka.</summary>
internal static class IngestionTelemetry
{
    public const string Name = "SegmentationUpdates.Ingestion";

    // OpenTelemetry keeps this many links of a span by default.
    private const int MostLinks = 128;

    public static readonly ActivitySource Source = new(Name);

    /// <summary>
    /// The span of a batch, below the first span that sent one of its messages and was sampled, so that one trace leads from there to the database;
    /// with links to the others. A batch without such a message is traced from time to time only. Null when it is not.
    /// </summary>
    public static Activity? StartProcess(Batch batch, string topic, string group, TraceRate untraced)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var senders = batch.Messages.Select(message => Context(message.Source.Message.Headers))
            .OfType<ActivityContext>()
            .Where(context => context.TraceFlags.HasFlag(ActivityTraceFlags.Recorded))
            .Take(MostLinks)
            .ToList();
        if (senders.Count == 0 && !untraced.IsDue())
        {
            return null;
        }

        return Source.StartActivity(
            ActivityKind.Consumer,
            parentContext: senders.FirstOrDefault(),
            tags:
            [
                new("messaging.system", "kafka"),
                new("messaging.operation.name", "process"),
                new("messaging.operation.type", "process"),
                new("messaging.destination.name", topic),
                new("messaging.consumer.group.name", group),
                new("messaging.batch.message_count", batch.Count),
            ],
            links: senders.Skip(1).Select(context => new ActivityLink(context)),
            name: $"process {topic}");
    }

    /// <summary>A part of a batch that is traced; null for any other.</summary>
    public static Activity? StartStep(string name) => Activity.Current is null ? null : Source.StartActivity(name);

    private static ActivityContext? Context(Headers? headers) =>
        headers is not null
        && headers.TryGetLastBytes("traceparent", out var value)
        && ActivityContext.TryParse(Encoding.UTF8.GetString(value), traceState: null, isRemote: true, out var context)
            ? context
            : null;
}
