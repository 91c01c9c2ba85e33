namespace SegmentationUpdates.Consumer.Ingestion;

/// <summary>
/// The connection broke while a batch was being committed: it is stored, or it is not. Writing it again is right either way; this carries
/// what it would have done, so that transactions that turn out to be stored are not counted as duplicates. As an error of input and output it is one
/// that passes.
/// </summary>
internal sealed class CommitUncertainException(BatchOutcome outcome, Exception innerException)
    : IOException(innerException.Message, innerException)
{
    /// <summary>What the batch did if the commit went through.</summary>
    public BatchOutcome Outcome { get; } = outcome;
}
