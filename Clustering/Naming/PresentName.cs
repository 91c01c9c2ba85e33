namespace SegmentationUpdates.Clustering.Naming;

/// <summary>The name that a segment has before a training.</summary>
/// <param name="Name">Distinct within the model.</param>
/// <param name="IsFixed">Somebody gave it by hand: no training changes it.</param>
public sealed record PresentName(string Name, bool IsFixed = false);
