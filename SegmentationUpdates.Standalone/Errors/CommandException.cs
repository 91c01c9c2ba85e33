namespace SegmentationUpdates.Standalone.Errors;

/// <summary>A command cannot do what it was asked to. The message is all that the user sees: it names the thing and the mend.</summary>
internal sealed class CommandException(string message, Exception? innerException = null) : Exception(message, innerException);
