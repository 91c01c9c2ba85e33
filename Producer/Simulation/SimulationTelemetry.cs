using System.Diagnostics;

namespace SegmentationUpdates.Producer.Simulation;

/// <summary>Traces of the simulation. Attribute names: OpenTelemetry's semantic conventions for messaging with Kafka.</summary>
internal static class SimulationTelemetry
{
    public const string Name = "SegmentationUpdates.Simulation";

    public static readonly ActivitySource Source = new(Name);

    /// <summary>A span for sending one transaction; null when nobody listens.</summary>
    public static Activity? StartSend(string topic, byte[] key) => Source.StartActivity(
        $"send {topic}",
        ActivityKind.Producer,
        parentContext: default,
        tags:
        [
            new("messaging.system", "kafka"),
            new("messaging.operation.name", "send"),
            new("messaging.operation.type", "send"),
            new("messaging.destination.name", topic),
            new("messaging.kafka.message.key", System.Text.Encoding.UTF8.GetString(key)),
        ]);
}
