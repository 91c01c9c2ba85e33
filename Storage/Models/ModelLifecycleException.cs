namespace SegmentationUpdates.Storage.Models;

/// <summary>A model cannot be activated. The message says why and what could be done, for a person.</summary>
public sealed class ModelLifecycleException(string message, Exception? innerException = null) : Exception(message, innerException);
