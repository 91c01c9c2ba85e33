namespace SegmentationUpdates.Storage.Segments;

/// <summary>Another segment of the model has the name. The message is a sentence for an operator.</summary>
public sealed class SegmentNameTakenException(string message, Exception? inner = null) : Exception(message, inner);
