namespace SegmentationUpdates.Clustering.Training;

/// <summary>The data, not the call, is why there is no model: too few rows, or rows that differ too little. The message says which.</summary>
public sealed class UnclusterableDataException : Exception
{
    public UnclusterableDataException()
    {
    }

    public UnclusterableDataException(string message)
        : base(message)
    {
    }

    public UnclusterableDataException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
