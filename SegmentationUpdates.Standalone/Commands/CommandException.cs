namespace SegmentationUpdates.Standalone.Commands;

/// <summary>A command cannot do what it was asked to. The message is all that the user sees: it names the thing and the mend.</summary>
internal sealed class CommandException : Exception
{
    public CommandException()
    {
    }

    public CommandException(string message)
        : base(message)
    {
    }

    public CommandException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
