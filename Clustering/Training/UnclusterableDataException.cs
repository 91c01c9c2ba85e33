namespace SegmentationUpdates.Clustering.Training;

/// <summary>The data, not the call, is why there is no model: too few rows, or rows that differ too little. The message says which.</summary>
public sealed class UnclusterableDataException(string message) : Exception(message);
