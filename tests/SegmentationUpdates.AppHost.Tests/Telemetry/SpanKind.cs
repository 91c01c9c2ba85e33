namespace SegmentationUpdates.AppHost.Tests.Telemetry;

/// <summary>Span.SpanKind of OTLP.</summary>
internal enum SpanKind
{
    Unspecified,
    Internal,
    Server,
    Client,
    Producer,
    Consumer,
}
