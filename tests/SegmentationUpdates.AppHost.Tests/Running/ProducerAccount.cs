namespace SegmentationUpdates.AppHost.Tests.Running;

/// <summary>What the producer says of itself at <c>GET /</c>.</summary>
internal sealed record ProducerAccount(long Sent, long Delivered, long Failed, bool IsPaused);
