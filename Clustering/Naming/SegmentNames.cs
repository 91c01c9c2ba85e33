namespace SegmentationUpdates.Clustering.Naming;

/// <summary>What a training says of the names, each list in the order of the model's segments.</summary>
/// <param name="Names">The names from now on, distinct.</param>
/// <param name="Suggested">
/// The names by this training alone. Where these are not the names, the next training makes them so, if it says the same.
/// </param>
public sealed record SegmentNames(IReadOnlyList<string> Names, IReadOnlyList<string> Suggested);
