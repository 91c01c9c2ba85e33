namespace SegmentationUpdates.Messaging.Topics;

/// <summary>Topics are missing that this user may not create. The message names them and says what to do.</summary>
public sealed class TopicsException(string message) : Exception(message);
