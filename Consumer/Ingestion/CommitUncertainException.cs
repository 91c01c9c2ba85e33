namespace SegmentationUpdates.Consumer.Ingestion;

/// <summary>
/// The connection broke while a batch was being committed: it is stored, or it is not. Writing it again is right either way; this carries
/// what it would have done, so that transactions that turn out to be stored are not counted as duplicates.
/// </summary>
internal sealed class CommitUncertainException : IOException
{
    public CommitUncertainException(BatchOutcome outcome, Exception innerException)
        : base(innerException.Message, innerException) => Outcome = outcome;

    public CommitUncertainException()
        : this(BatchOutcome.None, new IOException())
    {
    }

    public CommitUncertainException(string message)
        : this(BatchOutcome.None, new IOException(message))
    {
    }

    public CommitUncertainException(string message, Exception innerException)
        : base(message, innerException) => Outcome = BatchOutcome.None;

    /// <summary>What the batch did if the commit went through.</summary>
    public BatchOutcome Outcome { get; }
}
