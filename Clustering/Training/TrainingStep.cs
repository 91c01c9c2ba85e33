using System.Runtime.InteropServices;

namespace SegmentationUpdates.Clustering.Training;

/// <summary>How far a training is.</summary>
/// <param name="Stage">What it does.</param>
/// <param name="Done">How much of that is finished.</param>
/// <param name="Total">How much there is; null where it cannot be known before.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TrainingStep(TrainingStage Stage, long Done, long? Total);
