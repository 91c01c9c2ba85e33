namespace SegmentationUpdates.Fault.Tests.Soak;

/// <summary>One fault of a soak run.</summary>
/// <param name="Kind">What is broken.</param>
/// <param name="Duration">How long, where that can be chosen.</param>
/// <param name="Pause">How long nothing else is broken by the same hand afterwards.</param>
/// <param name="Choice">From 0 on: whom it hits, where that can be chosen.</param>
internal sealed record DrawnFault(FaultKind Kind, TimeSpan Duration, TimeSpan Pause, int Choice);
