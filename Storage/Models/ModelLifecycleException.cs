namespace SegmentationUpdates.Storage.Models;

/// <summary>A model cannot be activated. The message says why and what could be done, for a person.</summary>
public sealed class ModelLifecycleException : Exception
{
    public ModelLifecycleException()
    {
    }

    public ModelLifecycleException(string message)
        : base(message)
    {
    }

    public ModelLifecycleException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
