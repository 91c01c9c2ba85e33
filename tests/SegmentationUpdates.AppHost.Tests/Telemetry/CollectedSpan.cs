namespace SegmentationUpdates.AppHost.Tests.Telemetry;

/// <param name="Service">The process that sent it: the resource's name.</param>
/// <param name="Source">What made it: the name of an activity source.</param>
/// <param name="Name">As a waterfall shows it.</param>
/// <param name="Kind">The number of OTLP.</param>
/// <param name="TraceId">In hexadecimal digits.</param>
/// <param name="SpanId">In hexadecimal digits.</param>
/// <param name="ParentId">Empty for the first of a trace.</param>
/// <param name="Attributes">By their keys; numbers in decimal digits.</param>
internal sealed record CollectedSpan(
    string Service,
    string Source,
    string Name,
    SpanKind Kind,
    string TraceId,
    string SpanId,
    string ParentId,
    IReadOnlyDictionary<string, string> Attributes)
{
    public bool IsRoot => ParentId.Length == 0;
}
