using System.Diagnostics;
using System.Text;
using Confluent.Kafka;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Trainer.Publishing;

/// <summary>Traces of the publishing. Attribute names: OpenTelemetry's semantic conventions for messaging with Kafka.</summary>
internal static class SegmentChangeTelemetry
{
    public const string Name = "SegmentationUpdates.SegmentChanges";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>
    /// The span of one change until Kafka has acknowledged it, as the last of the trace that made the change; its context travels with the message.
    /// Null for a change that was made in no trace.
    /// </summary>
    public static Activity? StartSend(string topic, SegmentChange change, Message<byte[], byte[]> message)
    {
        if (!ActivityContext.TryParse(change.Traceparent, traceState: null, isRemote: true, out var parent)
            || Source.StartActivity(ActivityKind.Producer, parent, name: $"send {topic}") is not { } activity)
        {
            return null;
        }

        activity.SetTag("messaging.system", "kafka");
        activity.SetTag("messaging.operation.name", "send");
        activity.SetTag("messaging.operation.type", "send");
        activity.SetTag("messaging.destination.name", topic);
        activity.SetTag("messaging.kafka.message.key", Encoding.UTF8.GetString(message.Key));
        message.Headers ??= [];
        message.Headers.Add("traceparent", Encoding.UTF8.GetBytes(activity.Id!));
        return activity;
    }
}
