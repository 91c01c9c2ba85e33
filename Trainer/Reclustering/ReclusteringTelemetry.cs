using System.Diagnostics;

namespace SegmentationUpdates.Trainer.Reclustering;

internal static class ReclusteringTelemetry
{
    public const string Name = "SegmentationUpdates.Reclustering";

    public static readonly ActivitySource Source = new(Name);
}
