namespace SegmentationUpdates.LocalServices;

/// <summary>
/// A local service cannot run. The message is for the person at the terminal: it names the thing that is wrong and the mend, and
/// is printed without a stack trace.
/// </summary>
public sealed class LocalServiceException(string message, Exception? innerException = null) : Exception(message, innerException);
